using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>The endpoints of a guarded router, built once and again when one of its sources says that it changed.</summary>
internal sealed class GuardedEndpoints(GuardedRouter router) : EndpointDataSource, IDisposable
{
    private readonly Lock _making = new();
    private CompositeEndpointDataSource? _sources;

    public override IReadOnlyList<Endpoint> Endpoints => Sources.Endpoints;

    // Made at first use: by then the application has mapped what it maps.
    private CompositeEndpointDataSource Sources
    {
        get
        {
            lock (_making)
            {
                return _sources ??= new CompositeEndpointDataSource(router.Application?.DataSources ?? []);
            }
        }
    }

    public override IChangeToken GetChangeToken() => Sources.GetChangeToken();

    public void Dispose() => _sources?.Dispose();
}
