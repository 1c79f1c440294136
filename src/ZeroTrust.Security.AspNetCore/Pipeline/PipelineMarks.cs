using Microsoft.AspNetCore.Builder;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>The names by which the framework's own extensions, and ours, speak to each other while a pipeline is built; tests pin them.</summary>
internal static class PipelineMarks
{
    public const string GlobalRouteBuilder = "__GlobalEndpointRouteBuilder";
    public const string RouteBuilder = "__EndpointRouteBuilder";
    public const string AuthenticationSet = "__AuthenticationMiddlewareSet";
    public const string AuthorizationSet = "__AuthorizationMiddlewareSet";
    public const string ClaimedByUs = "__ZeroTrustSet";

    /// <summary>Whether <c>UseZeroTrust</c> was called on this pipeline or one that it branches off.</summary>
    public static bool IsProtected(IApplicationBuilder app) => app.Properties.ContainsKey(ClaimedByUs);

    /// <summary>Whether something routes already.</summary>
    public static bool IsRouted(IApplicationBuilder app) => app.Properties.ContainsKey(RouteBuilder);
}
