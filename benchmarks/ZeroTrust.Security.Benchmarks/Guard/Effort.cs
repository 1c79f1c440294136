namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>How long is measured.</summary>
/// <param name="Rounds">How often the variants of a row take turns.</param>
/// <param name="Batch">How long one turn of a variant takes at least: less than the system lets a thread run, so that most turns are not interrupted.</param>
/// <param name="WarmUp">How long each variant runs before, so that the compiler has done its best.</param>
/// <param name="Large">Whether the rows over a million tokens run.</param>
internal sealed record Effort(int Rounds, TimeSpan Batch, TimeSpan WarmUp, bool Large)
{
    public static Effort Full { get; } = new(201, TimeSpan.FromMilliseconds(0.6), TimeSpan.FromMilliseconds(400), Large: true);

    /// <summary>Enough to count bytes; the ratios it prints are rough.</summary>
    public static Effort Quick { get; } = new(21, TimeSpan.FromMilliseconds(0.5), TimeSpan.FromMilliseconds(200), Large: false);
}
