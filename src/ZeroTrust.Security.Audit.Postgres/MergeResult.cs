namespace ZeroTrust.Security.Audit.Postgres;

/// <summary>What became of rows of which some may have been stored before.</summary>
/// <param name="Repeated">How many had been.</param>
/// <param name="Differing">How many stand in the place of another record, and were put aside now.</param>
internal readonly record struct MergeResult(int Repeated, int Differing);
