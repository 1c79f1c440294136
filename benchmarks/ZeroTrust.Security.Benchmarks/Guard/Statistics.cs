namespace ZeroTrust.Security.Benchmarks.Guard;

internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The median of what each round says by itself: rounds differ with the neighbours, pairs within one hardly do.</summary>
    public static double PairedRatio(Timing numerator, Timing denominator) =>
        Median(numerator.Rounds.Zip(denominator.Rounds, static (above, below) => above / below));

    public static double PairedDifference(Timing more, Timing less) =>
        Median(more.Rounds.Zip(less.Rounds, static (above, below) => above - below));
}
