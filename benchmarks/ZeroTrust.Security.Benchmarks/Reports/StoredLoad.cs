namespace ZeroTrust.Security.Benchmarks.Reports;

/// <summary>What a server answered under load.</summary>
internal sealed record StoredLoad(string Name, double PerSecond, double P99Milliseconds, double ProcessorMicroseconds);
