namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>What <c>UseZeroTrust</c> has built, for the check at start. Written while the pipeline is built, by one thread.</summary>
internal sealed class PipelineRegistry
{
    /// <summary>The routers that <c>UseZeroTrust</c> stands behind.</summary>
    public List<GuardedRouter> Routers { get; } = [];

    /// <summary>Whether <c>UseZeroTrustGateway</c> was called.</summary>
    public bool HasGateway { get; set; }

    /// <summary>What is wrong with the order of the pipeline.</summary>
    public List<string> Faults { get; } = [];
}
