using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>The policy of every endpoint seen, compiled at its first sight: at start for all that exist then. Threads may share it.</summary>
internal sealed class EndpointPolicies(EndpointPolicyCompiler compiler)
{
    private const int RecentPlaces = 64;

    // Weak: endpoints that were replaced at run time take their policies with them.
    private readonly ConditionalWeakTable<Endpoint, EndpointPolicy> _policies = [];

    // In front of it, for a third of its time: few, so that replaced endpoints which they keep alive are few.
    private readonly SeenEndpoint?[] _recent = new SeenEndpoint?[RecentPlaces];
    private int _compiled;

    /// <summary>How many endpoints were compiled.</summary>
    public int Compiled => Volatile.Read(ref _compiled);

    public bool HasFallback => compiler.HasFallback;

    public EndpointPolicy For(Endpoint endpoint)
    {
        ref var place = ref _recent[RuntimeHelpers.GetHashCode(endpoint) % RecentPlaces];
        return Volatile.Read(ref place) is { } seen && ReferenceEquals(seen.Endpoint, endpoint) ? seen.Policy : Find(endpoint, ref place);
    }

    /// <summary>
    /// The policy of an endpoint that a router chose. Routing's own answers (405, 415) are endpoints without any metadata; one that
    /// a middleware has set is not believed to be such.
    /// </summary>
    public EndpointPolicy ForRouted(Endpoint endpoint) =>
        endpoint is not RouteEndpoint && endpoint.Metadata.Count == 0 ? EndpointPolicy.RoutingAnswer : For(endpoint);

    private EndpointPolicy Find(Endpoint endpoint, ref SeenEndpoint? place)
    {
        var policy = _policies.TryGetValue(endpoint, out var known) ? known : Compile(endpoint);
        Volatile.Write(ref place, new(endpoint, policy));
        return policy;
    }

    private EndpointPolicy Compile(Endpoint endpoint)
    {
        Interlocked.Increment(ref _compiled);
        return _policies.GetValue(endpoint, compiler.Compile);
    }

    private sealed class SeenEndpoint(Endpoint endpoint, EndpointPolicy policy)
    {
        public Endpoint Endpoint { get; } = endpoint;

        public EndpointPolicy Policy { get; } = policy;
    }
}
