using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security;

/// <summary>Puts the proof of every caller into the pipeline.</summary>
public static class ZeroTrustApplicationBuilderExtensions
{
    /// <summary>
    /// Routes the request, proves its caller, decides and records; what stands behind runs for nobody else. Place it after what may
    /// run for anybody (forwarded headers, exception page, CORS, static files). Do not call <c>UseAuthentication</c> or
    /// <c>UseAuthorization</c> before it: it does what they do. In a host without <c>WebApplication</c>, <c>UseEndpoints</c> follows
    /// it and <c>UseRouting</c> is not needed.
    /// </summary>
    /// <param name="app">The pipeline.</param>
    /// <returns>The same pipeline.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="app"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><c>AddZeroTrust</c> was not called.</exception>
    public static IApplicationBuilder UseZeroTrust(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);

        var services = app.ApplicationServices;
        var registry = services.GetService<PipelineRegistry>()
            ?? throw new InvalidOperationException("UseZeroTrust needs the services of AddZeroTrust: call builder.Services.AddZeroTrust(…).");
        ClaimFrameworkMiddleware(app, registry);
        app.Use(static next => new EntryMiddleware(next).Invoke);
        var router = UseRouter(app, registry);
        app.Use(next => new AccessMiddleware(next, services.GetRequiredService<AccessGate>(), services.GetRequiredService<EndpointPolicies>()).Invoke);
        router.Application ??= UseRouteBuilder(app);
        return app;
    }

    /// <summary>Adds the framework's routing, matching through a router of ours in place of the application's.</summary>
    private static GuardedRouter UseRouter(IApplicationBuilder app, PipelineRegistry registry)
    {
        var router = new GuardedRouter(app);
        registry.Routers.Add(router);

        app.Properties.TryGetValue(PipelineMarks.GlobalRouteBuilder, out var global);
        app.Properties[PipelineMarks.GlobalRouteBuilder] = router;
        app.UseRouting();
        app.Properties.Remove(PipelineMarks.GlobalRouteBuilder);
        app.Properties.Remove(PipelineMarks.RouteBuilder);
        if (global is IEndpointRouteBuilder application)
        {
            app.Properties[PipelineMarks.GlobalRouteBuilder] = app.Properties[PipelineMarks.RouteBuilder] = application;
            router.Application = application;
        }

        return router;
    }

    /// <summary>Without WebApplication: has the framework make the route builder that UseEndpoints then fills. Its routing finds every match made.</summary>
    private static IEndpointRouteBuilder UseRouteBuilder(IApplicationBuilder app) =>
        (IEndpointRouteBuilder)app.UseRouting().Properties[PipelineMarks.RouteBuilder]!;

    private static void ClaimFrameworkMiddleware(IApplicationBuilder app, PipelineRegistry registry)
    {
        var ours = PipelineMarks.IsProtected(app);
        foreach (var (key, call) in new[] { (PipelineMarks.AuthenticationSet, "UseAuthentication"), (PipelineMarks.AuthorizationSet, "UseAuthorization") })
        {
            if (!ours && app.Properties.ContainsKey(key))
            {
                registry.Faults.Add($"{call} stands before UseZeroTrust: remove it, or move it behind UseZeroTrust, which authenticates and authorizes itself.");
            }

            // WebApplication inserts either in front of everything unless its mark is set.
            app.Properties[key] = true;
        }

        app.Properties[PipelineMarks.ClaimedByUs] = true;
    }
}
