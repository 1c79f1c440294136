using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// Learns of every router of the application while its matcher is built, which is before its first match, and has
/// <see cref="RoutingGuard"/> listen from then on if there is one that <c>UseZeroTrust</c> does not stand behind. It changes no match.
/// </summary>
/// <remarks>
/// Where all matches are our own nobody listens: a listener, whatever it asks for, makes the host read the clock and ask it at the
/// beginning and the end of each request. A matcher that is built where we cannot tell whose it is (routes that changed while the
/// service runs) counts as another's.
/// </remarks>
internal sealed class RouterWatch(DiagnosticListener events, RoutingGuard guard, EndpointPolicies policies) : MatcherPolicy, INodeBuilderPolicy
{
    [ThreadStatic]
    private static RequestAccess? t_routing;

    private readonly Lock _subscribing = new();
    private bool _listens;

    /// <summary>Changes nothing, so any place is right.</summary>
    public override int Order => 0;

    /// <summary>Routes a request while the matcher of our own router may not be built yet.</summary>
    public static Task RouteFirst(HttpContext context, RequestAccess access, RequestDelegate router)
    {
        t_routing = access;
        try
        {
            return router(context);
        }
        finally
        {
            t_routing = null;
        }
    }

    /// <summary>Called for each group of routes of a matcher that is being built. Never applies.</summary>
    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        // What our router runs behind its match has ended the routing of the request: it is no longer ours that is being built then.
        if (t_routing is not { IsRouting: true } || endpoints.Any(endpoint => policies.ForRouted(endpoint).ShortCircuits))
        {
            Listen();
        }

        return false;
    }

    /// <inheritdoc/>
    public IReadOnlyList<PolicyNodeEdge> GetEdges(IReadOnlyList<Endpoint> endpoints) => throw new NotSupportedException();

    /// <inheritdoc/>
    public PolicyJumpTable BuildJumpTable(int exitDestination, IReadOnlyList<PolicyJumpTableEdge> edges) => throw new NotSupportedException();

    private void Listen()
    {
        lock (_subscribing)
        {
            if (!_listens)
            {
                events.Subscribe(guard, RoutingGuard.Wants);
                _listens = true;
            }
        }
    }
}
