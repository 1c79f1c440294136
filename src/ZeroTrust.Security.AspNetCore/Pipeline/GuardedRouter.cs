using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// The route builder that our routing matches with: the application's own, seen through one cache of its endpoints, so that the
/// endpoints checked at start are the very ones that requests meet.
/// </summary>
internal sealed class GuardedRouter : IEndpointRouteBuilder
{
    private readonly IApplicationBuilder _app;

    public GuardedRouter(IApplicationBuilder app)
    {
        _app = app;
        Source = new GuardedEndpoints(this);
        DataSources = [Source];
    }

    /// <summary>The route builder on which the application maps its endpoints.</summary>
    public IEndpointRouteBuilder? Application { get; set; }

    public GuardedEndpoints Source { get; }

    public IServiceProvider ServiceProvider => _app.ApplicationServices;

    public ICollection<EndpointDataSource> DataSources { get; }

    public IApplicationBuilder CreateApplicationBuilder() => _app.New();
}
