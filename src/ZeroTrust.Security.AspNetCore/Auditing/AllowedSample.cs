namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>Which allowed decisions are recorded where not all are: of any run of them the fraction, to within one, evenly spread. Threads may share it.</summary>
/// <param name="fraction">0 for none to 1 for all.</param>
internal sealed class AllowedSample(double fraction)
{
    // Steps of a fixed point: each decision adds the fraction, and those that carry into the whole part are recorded.
    private const int FractionBits = 32;

    private readonly long _step = (long)Math.Round(fraction * (1L << FractionBits));
    private long _sum;

    public static bool IsFraction(double fraction) => fraction is >= 0 and <= 1;

    /// <summary>Whether the next one is recorded.</summary>
    public bool Takes()
    {
        var sum = Interlocked.Add(ref _sum, _step);
        return sum >> FractionBits != (sum - _step) >> FractionBits;
    }
}
