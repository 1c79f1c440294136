using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Verdicts;
using ZeroTrust.Security.Tokens.Caching;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>One-use tokens, good and bad, each with a real signature, while a few tokens come again and again.</summary>
[Collection(RunAlone.Name)]
public sealed class CacheFloodTests(ITestOutputHelper output)
{
    private const int Hot = 100;
    private const long Slack = 32L << 20;

    // The bounds of an ordinary service, which the slice would not fill.
    private static readonly CacheLimits Limits =
        CacheRun.FloodTokens >= 100_000 ? CacheLimits.Default : new(1000, 4L << 20, TimeSpan.FromMinutes(5));

    [Fact]
    public void E2_FloodOfOneUseTokens_LeavesMemoryFlatAndTheHotOnesIn()
    {
        using var meters = new CountingMeters();
        using var run = new FloodRun(Limits, meters, CacheRun.Seed);
        var hot = Enumerable.Range(1, Hot).Select(number => run.Good(-number)).ToArray();
        Array.ForEach(hot, token => Assert.True(run.Validator.Validate(token).Accepted));
        Array.ForEach(hot, token => Assert.True(run.Validator.Validate(token).Accepted));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (grown, missed) = (0L, 0L);
        var started = Stopwatch.GetTimestamp();

        for (var number = 0; number < CacheRun.FloodTokens; number++)
        {
            var good = run.Good(number);
            Assert.True(run.Validator.Validate(good).Accepted);
            Assert.False(run.Validator.Validate(FloodRun.Spoil(good, number)).Accepted);
            var hits = meters.Hits;
            Assert.True(run.Validator.Validate(hot[number % Hot]).Accepted);
            missed += meters.Hits == hits ? 1 : 0;
            if (number % Math.Max(1, CacheRun.FloodTokens / 10) == 0)
            {
                grown = Math.Max(grown, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        grown = Math.Max(grown, GC.GetTotalMemory(forceFullCollection: true) - before);
        CacheRun.Print(output, string.Create(
            CultureInfo.InvariantCulture,
            $"cache, flood: {CacheRun.FloodTokens} good and as many bad tokens, seed {CacheRun.Seed}, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s: heap grew by {grown / 1048576.0:F1} MiB with a bound of {Limits.MaxBytes / 1048576.0:F0} MiB; of {CacheRun.FloodTokens} requests with {Hot} hot tokens {missed} missed; evicted {meters.Removed("evicted")}, held {run.Validator.Cache.Count}, {run.Validator.Cache.Bytes / 1048576.0:F1} MiB by its own count"));
        Assert.InRange(grown, long.MinValue, Limits.MaxBytes + Slack);
        Assert.InRange(missed, 0, CacheRun.FloodTokens / 100);
        Assert.InRange(run.Validator.Cache.Count, Hot, Limits.MaxEntries);
        Assert.InRange(run.Validator.Cache.Bytes, 1, Limits.MaxBytes);
        Assert.True(meters.Removed("evicted") > CacheRun.FloodTokens / 2, "The flood did not fill the cache.");
        PrintTimes(run, hot);
    }

    // Times are for the reader: a machine that does other things has others.
    private void PrintTimes(FloodRun run, string[] hot)
    {
        var (quiet, flooded) = run.Measure(hot);
        CacheRun.Print(output, string.Create(
            CultureInfo.InvariantCulture, $"cache, flood: p99 of a request with a hot token {quiet.TotalNanoseconds:F0} ns quiet, {flooded.TotalNanoseconds:F0} ns while another thread floods"));
    }
}
