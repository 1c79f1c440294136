namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>What stands in front of the same application.</summary>
internal enum Protection
{
    None,
    ZeroTrust,
    JwtBearer,

    /// <summary>Ours with a gateway before it. Not run under load.</summary>
    Gateway,

    /// <summary>Ours on a connection that a client certificate proves. Not run under load.</summary>
    Certificate,
}
