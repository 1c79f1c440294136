using System.Globalization;
using Xunit.Abstractions;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>How long the runs over the cache of verified tokens are: a slice, or what the environment says.</summary>
internal static class CacheRun
{
    /// <summary>How long threads work against each other.</summary>
    public static TimeSpan Time => TimeSpan.FromSeconds(Read("ZEROTRUST_CACHE_SECONDS", 4));

    /// <summary>Tokens that are validated with and without a cache.</summary>
    public static long Tokens => Read("ZEROTRUST_CACHE_TOKENS", 8_000);

    /// <summary>Tokens of each kind that flood a cache.</summary>
    public static long FloodTokens => Read("ZEROTRUST_CACHE_FLOOD_TOKENS", 10_000);

    /// <summary>Look-ups among texts that are nearly the same.</summary>
    public static long Lookups => Read("ZEROTRUST_CACHE_LOOKUPS", 1_000_000);

    /// <summary>What the choices of a run depend on, beside the scheduler.</summary>
    public static ulong Seed => (ulong)Read("ZEROTRUST_CACHE_SEED", 20300101);

    /// <summary>Prints a run's figures, also where the runner shows no output of tests that pass.</summary>
    public static void Print(ITestOutputHelper output, string figures)
    {
        output.WriteLine(figures);
        Console.WriteLine(figures);
    }

    private static long Read(string name, long slice) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : slice;
}
