namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>What stands in front of the same application.</summary>
internal enum Protection
{
    None,
    ZeroTrust,
    JwtBearer,
}
