namespace ZeroTrust.Security.Benchmarks.Kestrel;

/// <summary>What one run of <c>wrk</c> saw.</summary>
/// <param name="PerSecond">Requests answered each second.</param>
/// <param name="P99Milliseconds">The 99th percentile of the latency.</param>
/// <param name="ProcessorMicroseconds">Processor time of the server for each request.</param>
/// <param name="Requests">Requests answered.</param>
/// <param name="Refused">Answers that were not of the 200s or 300s.</param>
internal sealed record Load(double PerSecond, double P99Milliseconds, double ProcessorMicroseconds, long Requests, long Refused);
