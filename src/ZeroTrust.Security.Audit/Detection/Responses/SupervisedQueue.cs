using System.Threading.Channels;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>
/// Hands things on one after the other, apart from whoever adds them: adding never waits, and what handling throws ends nothing. Threads may share it.
/// </summary>
internal sealed class SupervisedQueue<T> : IAsyncDisposable
{
    private readonly Channel<T> _channel;
    private readonly Func<T, CancellationToken, ValueTask> _handle;
    private readonly Action<Exception> _failed;
    private readonly TimeSpan _callTime;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;

    /// <param name="capacity">How many may wait.</param>
    /// <param name="callTime">How long handling one may take before it is cancelled.</param>
    /// <param name="handle">Handles one.</param>
    /// <param name="failed">Told of what it throws.</param>
    /// <param name="clock">The clock.</param>
    public SupervisedQueue(int capacity, TimeSpan callTime, Func<T, CancellationToken, ValueTask> handle, Action<Exception> failed, TimeProvider clock)
    {
        (_handle, _failed, _callTime, _clock) = (handle, failed, callTime, clock);
        _channel = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Adds one.</summary>
    /// <returns><see langword="false"/> where as many wait as may.</returns>
    public bool TryAdd(T item) => _channel.Writer.TryWrite(item);

    /// <summary>Hands on what waits, for a short time at most.</summary>
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        var endTime = TimeSpan.FromSeconds(5);
        try
        {
            await _running.WaitAsync(endTime, _clock, CancellationToken.None).ConfigureAwait(false);
            _ending.Dispose();
        }
        catch (TimeoutException)
        {
            // Whoever hangs may still look at it.
            await _ending.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        await foreach (var item in _channel.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                using var time = new CancellationTokenSource(_callTime, _clock);
                using var call = CancellationTokenSource.CreateLinkedTokenSource(time.Token, _ending.Token);
                await _handle(item, call.Token).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                _failed(fault);
            }
        }
    }
}
