namespace ZeroTrust.Security.Benchmarks.Reports;

/// <summary>What one operation of a variant took, in nanoseconds, and how many bytes it allocated.</summary>
internal sealed record StoredTiming(string Name, double Min, double Median, double? Bytes);
