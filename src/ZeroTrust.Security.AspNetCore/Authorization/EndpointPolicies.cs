using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>The policy of every endpoint seen, compiled at its first sight: at start for all that exist then. Threads may share it.</summary>
internal sealed class EndpointPolicies(EndpointPolicyCompiler compiler)
{
    // Weak: endpoints that were replaced at run time take their policies with them.
    private readonly ConditionalWeakTable<Endpoint, EndpointPolicy> _policies = [];
    private int _compiled;

    /// <summary>How many endpoints were compiled.</summary>
    public int Compiled => Volatile.Read(ref _compiled);

    public bool HasFallback => compiler.HasFallback;

    public EndpointPolicy For(Endpoint endpoint) =>
        _policies.TryGetValue(endpoint, out var policy) ? policy : Compile(endpoint);

    /// <summary>
    /// The policy of an endpoint that a router chose. Routing's own answers (405, 415) are endpoints without any metadata; one that
    /// a middleware has set is not believed to be such.
    /// </summary>
    public EndpointPolicy ForRouted(Endpoint endpoint) =>
        endpoint is not RouteEndpoint && endpoint.Metadata.Count == 0 ? EndpointPolicy.RoutingAnswer : For(endpoint);

    private EndpointPolicy Compile(Endpoint endpoint)
    {
        Interlocked.Increment(ref _compiled);
        return _policies.GetValue(endpoint, compiler.Compile);
    }
}
