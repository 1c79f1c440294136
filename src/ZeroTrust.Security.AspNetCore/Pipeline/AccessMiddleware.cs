using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>Stands behind our routing: takes the policy of the endpoint that was chosen and hands the request to the gate.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, AccessGate gate, EndpointPolicies policies)
{
    public Task Invoke(HttpContext context)
    {
        var access = RequestAccess.Of(context)!;
        access.IsRouting = false;
        return gate.InvokeAsync(context, access, access.IsMatched ? access.Policy! : FindPolicy(context, access), next);
    }

    /// <summary>No match of ours: there is no endpoint, or somebody in front of us has chosen one.</summary>
    private EndpointPolicy FindPolicy(HttpContext context, RequestAccess access)
    {
        var endpoint = context.GetEndpoint();
        if (access.TakeGuarded() is { } guarded && ReferenceEquals(endpoint, guarded.StandIn))
        {
            context.SetEndpoint(guarded.Original);
            return policies.ForRouted(guarded.Original);
        }

        return endpoint is null ? EndpointPolicy.NoEndpoint : policies.For(endpoint);
    }
}
