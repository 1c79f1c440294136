using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Differential;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Caching;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>The tokens of the differential test, good and mutated: with the cache each has the verdict that it has without.</summary>
[Collection(RunAlone.Name)]
public sealed class CacheEqualityTests(ITestOutputHelper output)
{
    private const int Threads = 2;

    private readonly TestWorld _world = new();
    private readonly ManualTimeProvider _clock = new(TestWorld.Now);
    private long _next;
    private long _accepted;
    private long _wrong;
    private string? _firstWrong;

    [Fact]
    public async Task Verdicts_OfGeneratedTokens_AreTheSameWithTheCacheAndWithout()
    {
        var source = new TokenSource(_world, CacheRun.Seed);
        var started = Stopwatch.GetTimestamp();

        await StressThreads.RunAsync(_ => CompareAll(source), Threads);

        CacheRun.Print(output, string.Create(
            CultureInfo.InvariantCulture,
            $"cache, equality: {CacheRun.Tokens} tokens, seed {CacheRun.Seed}, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s: {_accepted} accepted and then remembered, {_wrong} wrong"));
        Assert.True(_wrong == 0, $"{_wrong} wrong, one of them: {_firstWrong}");
        Assert.InRange(_accepted / (double)CacheRun.Tokens, 0.15, 0.95);
    }

    private void CompareAll(TokenSource source)
    {
        using var meters = new CountingMeters();
        using var cached = new OurSide(_world, _clock, CacheLimits.Default, meters);
        using var uncached = new OurSide(_world, _clock, CacheLimits.Default with { MaxEntries = 0 });
        for (var number = Interlocked.Increment(ref _next); number <= CacheRun.Tokens; number = Interlocked.Increment(ref _next))
        {
            var token = source.Make(number);
            if (Compare(token.Text, cached, uncached, meters) is { } fault)
            {
                Interlocked.Increment(ref _wrong);
                _firstWrong = $"{fault} [token {token.Number}, {token.Class}] {token.Text}";
            }
        }
    }

    private string? Compare(string text, OurSide cached, OurSide uncached, CountingMeters meters)
    {
        var first = Verdict(cached, text);
        var hits = meters.Hits;

        // Another string of the same characters, as the next request has.
        var second = Verdict(cached, new string(text.AsSpan()));
        var judged = Verdict(uncached, text);
        Interlocked.Add(ref _accepted, second.Accepted ? 1 : 0);
        return meters.Hits - hits != (second.Accepted ? 1 : 0) ? $"{meters.Hits - hits} hits of {second.Failure}"
            : !ReferenceEquals(first.Token, second.Token) ? "the hit is not what was verified"
            : VerdictText.Of(first) != VerdictText.Of(judged) ? $"{VerdictText.Of(first)} in place of {VerdictText.Of(judged)}"
            : VerdictText.Of(second) != VerdictText.Of(judged) ? $"remembered: {VerdictText.Of(second)} in place of {VerdictText.Of(judged)}"
            : null;
    }

    private static TokenVerdict Verdict(OurSide side, string text)
    {
        var pending = side.ValidateAsync(text);
#pragma warning disable VSTHRD002 // It has completed, or the test ends here.
        return pending.IsCompletedSuccessfully ? pending.Result : throw new InvalidOperationException("With keys at hand a validation waited.");
#pragma warning restore VSTHRD002
    }
}
