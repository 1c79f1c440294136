using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// An endpoint that was matched by a router <c>UseZeroTrust</c> did not call, and the stand-in that takes its place: of the same
/// kind, with the same metadata, but it runs the endpoint only after a decision. One for each endpoint, shared by requests.
/// </summary>
internal sealed class GuardedEndpoint
{
    public GuardedEndpoint(Endpoint original, AccessGate gate)
    {
        Original = original;
        Task Run(HttpContext context) => gate.RunGuardedAsync(context, this);
        StandIn = original is RouteEndpoint route
            ? new RouteEndpoint(Run, route.RoutePattern, route.Order, route.Metadata, route.DisplayName)
            : new Endpoint(Run, original.Metadata, original.DisplayName);
    }

    public Endpoint Original { get; }

    public Endpoint StandIn { get; }
}
