using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>Endpoints that come while the service runs.</summary>
internal sealed class LateEndpoints : EndpointDataSource
{
    private readonly List<CancellationTokenSource> _changes = [new()];
    private List<Endpoint> _endpoints = [];
    private int _runs;

    public int Runs => _runs;

    public override IReadOnlyList<Endpoint> Endpoints => _endpoints;

    public void Add(string pattern, params object[] metadata)
    {
        _endpoints = [.. _endpoints, new RouteEndpoint(
            _ =>
            {
                Interlocked.Increment(ref _runs);
                return Task.CompletedTask;
            },
            RoutePatternFactory.Parse(pattern),
            0,
            new EndpointMetadataCollection(metadata),
            pattern)];
        _changes.Add(new());
        _changes[^2].Cancel();
    }

    public override IChangeToken GetChangeToken() => new CancellationChangeToken(_changes[^1].Token);
}
