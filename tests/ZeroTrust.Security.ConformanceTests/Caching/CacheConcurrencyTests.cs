using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Differential;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>Threads that hit, insert, expire, rotate, revoke and reload at once, against a model of what was in force meanwhile.</summary>
[Collection(RunAlone.Name)]
public sealed class CacheConcurrencyTests(ITestOutputHelper output)
{
    private const int PoolTokens = 400;

    // Each must have come up, or the run shows nothing of it.
    private static readonly string[] Kinds =
    [
        "accepted (string)", "accepted (buffer)", "Expired", "IssuedInFuture", "IssuerUnknown", "KeyUnknown", "KeysUnavailable", "SignatureInvalid", "Revoked",
        "mint", "forge", "reload", "rotate", "clock", "revoke", "lift",
    ];

    [Fact]
    public async Task Verdicts_WhileEverythingChanges_AreOnesThatHeldDuringTheCall()
    {
        var seed = CacheRun.Seed;
        using var model = new StressModel();
        var trust = model.Trust;
        var first = new SeededRandom(seed, 0);
        var pool = Enumerable.Range(0, PoolTokens).Select(_ => StressWorker.Mint(model, first)).ToArray();
        var workers = Enumerable.Range(1, StressThreads.Count).Select(number => new StressWorker(model, pool, new(seed, number))).ToArray();

        var started = Stopwatch.GetTimestamp();
        await StressThreads.RunAsync(number => Work(workers[number], started));

        var counts = workers.SelectMany(static worker => worker.Counts)
            .GroupBy(static count => count.Key, static count => count.Value, StringComparer.Ordinal)
            .ToDictionary(static kind => kind.Key, static kind => kind.Sum(), StringComparer.Ordinal);
        var faults = workers.SelectMany(static worker => worker.Faults).ToArray();
        CacheRun.Print(output, Describe(counts, trust.Meters, Stopwatch.GetElapsedTime(started), faults.Length));

        Assert.True(faults.Length == 0, $"{faults.Length} wrong verdicts or torn tokens, the first:\n{string.Join('\n', faults.Take(10))}");
        Assert.All(Kinds, kind => Assert.True(counts.GetValueOrDefault(kind) > 0, kind));
        Assert.All((string[])["expired", "evicted", "outdated"], reason => Assert.True(trust.Meters.Removed(reason) > 0, reason));
        Assert.True(trust.Meters.Hits > 1000, $"{trust.Meters.Hits} hits");
        Assert.Equal(trust.Validator.Cache.Count, trust.Validator.Cache.Tokens.Count);
        Assert.InRange(trust.Validator.Cache.Count, 0, 200);
    }

    private static void Work(StressWorker worker, long started)
    {
        while (Stopwatch.GetElapsedTime(started) < CacheRun.Time)
        {
            for (var step = 0; step < 100; step++)
            {
                worker.Step();
            }
        }

        worker.ReadKeptClaims();
    }

    private static string Describe(Dictionary<string, long> counts, CountingMeters meters, TimeSpan time, int faults) =>
        string.Create(CultureInfo.InvariantCulture, $"cache, concurrency: {StressThreads.Count} threads, {time.TotalSeconds:F1} s, seed {CacheRun.Seed}, {faults} faults; hits {meters.Hits}, misses {meters.Misses}; removed: expired {meters.Removed("expired")}, evicted {meters.Removed("evicted")}, outdated {meters.Removed("outdated")}\n  ")
        + string.Join(", ", counts.OrderBy(static count => count.Key, StringComparer.Ordinal).Select(static count => $"{count.Key} {count.Value}"));
}
