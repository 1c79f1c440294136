using System.Text;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

/// <summary>A source of keys that answers as the test says and counts. At first it fails.</summary>
internal sealed class ScriptedSource(TimeProvider time) : IKeySource
{
    private int _loads;
    private int _running;

    public int Loads => Volatile.Read(ref _loads);

    /// <summary>The most calls that ran at one time.</summary>
    public int MostAtOnce { get; private set; }

    public Func<CancellationToken, Task<KeyLoad>> Answer { get; set; } = static _ => Task.FromResult(KeyLoad.Failed("The source is down."));

    /// <summary>From now on publishes the set.</summary>
    public void Publish(params string[] jwks)
    {
        var load = new KeySetReader(Enum.GetValues<SignatureAlgorithm>(), time).Read(Encoding.UTF8.GetBytes(JwkText.Set(jwks)));
        Answer = _ => Task.FromResult(load);
    }

    public void Fail() => Answer = static _ => Task.FromResult(KeyLoad.Failed("The source is down."));

    /// <summary>From now on a call hangs until it is let go on; then it answers as before.</summary>
    public HeldCall Hold()
    {
        var held = new HeldCall();
        var before = Answer;
        Answer = async token =>
        {
            held.Entered.TrySetResult();
            await held.Gate.Task.WaitAsync(token);
            return await before(token);
        };
        return held;
    }

    public async Task<KeyLoad> LoadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loads);
        var running = Interlocked.Increment(ref _running);
        MostAtOnce = Math.Max(MostAtOnce, running);
        try
        {
            return await Answer(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    internal sealed class HeldCall
    {
        /// <summary>Ends when a call hangs.</summary>
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => Gate.SetResult();
    }
}
