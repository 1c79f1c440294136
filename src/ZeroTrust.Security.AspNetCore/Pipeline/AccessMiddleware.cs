using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>Stands behind our routing: takes the policy of the endpoint that was chosen and hands the request to the gate.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, AccessGate gate, EndpointPolicies policies)
{
    public Task Invoke(HttpContext context)
    {
        var access = RequestAccess.Of(context)!;
        var policy = access.IsMatched ? access.Policy! : FindPolicy(context, access);
        access.IsRouting = false;
        return gate.InvokeAsync(context, access, policy, next);
    }

    private EndpointPolicy FindPolicy(HttpContext context, RequestAccess access)
    {
        var guarded = access.TakeGuarded();
        if (RequestAccess.EndpointOf(context) is not { } endpoint)
        {
            return EndpointPolicy.NoEndpoint;
        }

        if (access.IsRouting)
        {
            return policies.ForRouted(endpoint);
        }

        // Somebody in front of us has chosen: another router, for which a stand-in came, or a middleware.
        if (guarded is null || !ReferenceEquals(endpoint, guarded.StandIn))
        {
            return policies.For(endpoint);
        }

        context.SetEndpoint(guarded.Original);
        return policies.ForRouted(guarded.Original);
    }
}
