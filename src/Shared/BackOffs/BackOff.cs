using System.Security.Cryptography;

namespace ZeroTrust.Security.BackOffs;

/// <summary>When what failed is tried again. Every time is drawn from a span, so that many services do not come back together.</summary>
/// <param name="jitter">Gives numbers from 0 to less than 1.</param>
internal sealed class BackOff(Func<double> jitter)
{
    /// <summary>The longest time to the next attempt.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>The longest that who failed may ask for.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(10);

    private const int Doublings = 6;
    private const int Fineness = 1 << 20;

    public static BackOff System { get; } = new(static () => (double)RandomNumberGenerator.GetInt32(Fineness) / Fineness);

    /// <summary>From half up to all of one second, doubled with each failure up to <see cref="Longest"/>, and no less than was asked for.</summary>
    /// <param name="failures">In a row; at least one.</param>
    /// <param name="asked">What was asked for.</param>
    public TimeSpan After(int failures, TimeSpan asked)
    {
        var longest = failures > Doublings ? Longest : TimeSpan.FromSeconds(1 << (failures - 1));
        var drawn = longest * (1 - (jitter() / 2));
        var least = asked < LongestAsked ? asked : LongestAsked;
        return drawn > least ? drawn : least;
    }
}
