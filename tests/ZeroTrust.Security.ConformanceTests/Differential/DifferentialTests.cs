using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Xunit.Abstractions;

namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>
/// Generated and mutated tokens, judged by our validator and by Microsoft.IdentityModel's <c>JsonWebTokenHandler</c> with equal
/// settings: what we accept it accepts, and what we refuse beyond that is listed. docs/testing-the-library.md says how to run it longer.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const ulong FixedSeed = 20300101;
    private const long SliceTokens = 60_000;

    [Fact]
    public async Task Verdicts_OfGeneratedTokens_AreASubsetOfTheHandlersAndEveryDifferenceIsListed()
    {
        var (seed, count) = ReadSettings();
        var started = Stopwatch.GetTimestamp();

        var report = await new DifferentialRun(seed, count).RunAsync();

        var table = string.Create(CultureInfo.InvariantCulture, $"differential: {count} tokens, seed {seed}, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s\n{report}");
        output.WriteLine(table);
        Console.WriteLine(table);
        Assert.True(report.FaultCount == 0, $"{report.FaultCount} faults, the first:\n{string.Join("\n", report.Faults)}");
        Assert.Equal(count, report.Sum.Total);
        AssertShares(report);
    }

    /// <summary>A run that exercised nothing proves nothing: enough must be accepted, and every class must have come up.</summary>
    private static void AssertShares(DifferentialReport report)
    {
        var all = (double)report.Sum.Total;
        Assert.InRange((report.Sum.Both + report.Sum.HandlerOnly) / all, 0.30, 1);
        Assert.InRange(report.Sum.Both / all, 0.15, 1);
        Assert.All(TokenSource.Classes, name => Assert.InRange(report.Classes[name].Total / all, 0.01, 1));
    }

    private static (ulong Seed, long Count) ReadSettings()
    {
        var seed = Environment.GetEnvironmentVariable("ZEROTRUST_DIFFERENTIAL_SEED");
        var count = Environment.GetEnvironmentVariable("ZEROTRUST_DIFFERENTIAL_TOKENS");
        return (
            seed switch
            {
                null or "" => FixedSeed,
                "fresh" => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)),
                _ => ulong.Parse(seed, CultureInfo.InvariantCulture),
            },
            string.IsNullOrEmpty(count) ? SliceTokens : long.Parse(count, CultureInfo.InvariantCulture));
    }
}
