namespace ZeroTrust.Security.Audit.Postgres;

/// <summary>What became of rows of which some may have been stored before.</summary>
/// <param name="Repeated">How many had been.</param>
/// <param name="Differing">The ids of those that stand in the place of another record, and are put aside.</param>
internal readonly record struct MergeResult(int Repeated, IReadOnlyList<Guid> Differing);
