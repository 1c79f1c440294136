namespace ZeroTrust.Security.AuditShipping;

/// <summary>What became of a part of a batch.</summary>
/// <param name="Stored">How many of its records are stored, from the first on, with those put aside.</param>
/// <param name="Reason">Why not all.</param>
internal readonly record struct PartResult(int Stored, string? Reason = null)
{
    /// <summary>Whether the target will never take these records as they are, together: fewer may do.</summary>
    public bool IsUnacceptable { get; init; }

    public TimeSpan RetryAfter { get; init; }

    /// <summary>Which of the stored ones were put aside.</summary>
    public IReadOnlyList<AuditAside> Aside { get; init; } = [];
}
