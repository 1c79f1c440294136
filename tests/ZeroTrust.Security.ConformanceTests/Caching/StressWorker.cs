using ZeroTrust.Security.ConformanceTests.Differential;
using ZeroTrust.Security.ConformanceTests.Verdicts;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>One thread's share of the work: validates tokens of a pool that all threads share, and now and then changes something.</summary>
/// <param name="model">What is in force.</param>
/// <param name="pool">The tokens; few at its beginning are asked for often.</param>
/// <param name="random">The thread's own choices.</param>
internal sealed class StressWorker(StressModel model, StressToken[] pool, SeededRandom random)
{
    private const int Hot = 24;
    private const int Kept = 64;

    private readonly (StressToken Token, VerifiedToken Verified)?[] _kept = new (StressToken, VerifiedToken)?[Kept];
    private readonly char[] _buffer = new char[4096];
    private long _operation;

    public List<string> Faults { get; } = [];

    /// <summary>How often each verdict and each kind of call came up.</summary>
    public Dictionary<string, long> Counts { get; } = [];

    public void Step()
    {
        _operation++;
        if (random.OneIn(2000))
        {
            Do("reload", model.Reload);
        }
        else if (random.OneIn(1000))
        {
            Do("rotate", model.RotateKeys);
        }
        else if (random.OneIn(250))
        {
            Do("clock", model.MoveClock);
        }
        else if (random.OneIn(200))
        {
            model.Revoke(Volatile.Read(ref pool[Choose()]), random);
            Count("revoke");
        }
        else if (random.OneIn(100))
        {
            Do("lift", model.Lift);
        }
        else if (random.OneIn(8))
        {
            Renew();
        }
        else
        {
            Validate(Volatile.Read(ref pool[Choose()]));
        }
    }

    /// <summary>Reads the claims of tokens whose claims nobody read yet, and that were in the cache a while ago.</summary>
    public void ReadKeptClaims()
    {
        for (var i = 0; i < Kept; i++)
        {
            ReadKeptClaims(i);
        }
    }

    private int Choose() => random.OneIn(3) ? random.Below(pool.Length) : random.Below(Hot);

    private void Renew()
    {
        var at = random.OneIn(20) ? random.Below(Hot) : Hot + random.Below(pool.Length - Hot);
        var old = Volatile.Read(ref pool[at]);
        var token = random.OneIn(4) ? old.ForgedWith(Volatile.Read(ref pool[Choose()])) is { } forged && forged.Text != old.Text ? forged : old : Mint(model, random);
        if (token.Genuine)
        {
            Volatile.Write(ref pool[at], token);
        }

        Count(token.Genuine ? "mint" : "forge");
        Validate(token);
    }

    public static StressToken Mint(StressModel model, SeededRandom random)
    {
        var issuer = random.Pick(model.Issuers);
        return issuer.Mint(
            random.Pick(issuer.AllKeys), model.Trust.Clock.GetUtcNow(), TimeSpan.FromSeconds(random.Between(2, 60)), random.Word(20), $"u-{random.Below(200)}");
    }

    private void Validate(StressToken token)
    {
        var fromString = random.OneIn(2);
        var start = model.Now;
        var verdict = fromString ? model.Trust.Validator.Validate(token.Text) : ValidateBuffer(token.Text);
        var end = model.Now;

        Count(verdict.Accepted ? fromString ? "accepted (string)" : "accepted (buffer)" : verdict.Failure.ToString());
        if (model.FindFault(token, verdict, start, end) is { } fault)
        {
            Faults.Add($"{verdict.Failure}, {fault} [{token.Id}, stamps {start} to {end}]");
        }
        else if (verdict.Accepted)
        {
            var at = (int)(_operation % Kept);
            ReadKeptClaims(at);
            _kept[at] = (token, verdict.Token);
        }
    }

    // The buffer is written over as soon as the call is back.
    private TokenVerdict ValidateBuffer(string text)
    {
        text.CopyTo(_buffer);
        var verdict = model.Trust.Validator.Validate(_buffer.AsMemory(0, text.Length));
        Array.Fill(_buffer, 'x');
        return verdict;
    }

    private void ReadKeptClaims(int at)
    {
        if (_kept[at] is var (token, verified) && token.FindOtherClaims(verified) is { } other)
        {
            Faults.Add($"torn claims: {other} [{token.Id}]");
        }

        _kept[at] = null;
    }

    private void Do(string name, Action<SeededRandom> change)
    {
        change(random);
        Count(name);
    }

    private void Count(string what) => Counts[what] = Counts.GetValueOrDefault(what) + 1;
}
