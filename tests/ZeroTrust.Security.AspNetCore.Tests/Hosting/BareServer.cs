using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>
/// A server without connections, which runs one request after the other on the caller's thread and uses its features and contexts
/// again, as Kestrel does on a connection. What it allocates a request, the pipeline has allocated.
/// </summary>
internal sealed class BareServer : IServer
{
    private Action<string, string?, int>? _run;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public int Status { get; private set; }

    /// <summary>Starts a pipeline on such a server; <paramref name="token"/> null leaves us out of it.</summary>
    public static async Task<(WebApplication App, BareServer Server)> StartAsync(ITokenValidator? token, Action<WebApplication> map, Action<IZeroTrustBuilder>? add = null)
    {
        var server = new BareServer();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IServer>(server);
        if (token is not null)
        {
            builder.Services.AddSingleton(token);
            builder.Services.AddSingleton<ITrustModel>(new StubTrust());
            var ours = builder.Services.AddZeroTrustCore().AddRequestPath();
            add?.Invoke(ours);
        }

        var app = builder.Build();
        if (token is not null)
        {
            app.UseZeroTrust();
        }

        map(app);
        await app.StartAsync();
        return (app, server);
    }

    /// <summary>The bytes a request allocates once everything is warm: the least of some rounds, for the runtime may add to one of them.</summary>
    public long BytesOf(string path, string? authorization)
    {
        const int Requests = 1000;
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            _run!(path, authorization, Requests);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least / Requests;
    }

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        var features = new ReusedFeatures<TContext>();
        _run = (path, authorization, requests) =>
        {
            for (var i = 0; i < requests; i++)
            {
                features.Begin(path, authorization);
                var context = application.CreateContext(features);
                var running = application.ProcessRequestAsync(context);
                Assert.True(running.IsCompletedSuccessfully, "A warm request waits for nothing.");
                application.DisposeContext(context, null);
            }

            Status = features.Response.StatusCode;
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    private sealed class ReusedFeatures<TContext> : FeatureCollection, IHostContextContainer<TContext>
        where TContext : notnull
    {
        private readonly HttpRequestFeature _request = new() { Method = "GET" };

        public ReusedFeatures()
        {
            Set<IHttpRequestFeature>(_request);
            Set<IHttpResponseFeature>(Response);
            Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
            Set<IHttpRequestIdentifierFeature>(new MadeIdentifier());
            Set<IHttpConnectionFeature>(new HttpConnectionFeature { ConnectionId = "0HN7", RemoteIpAddress = IPAddress.Loopback.MapToIPv6() });
        }

        public TContext? HostContext { get; set; }

        public HttpResponseFeature Response { get; } = new();

        public void Begin(string path, string? authorization)
        {
            Set<RequestAccess>(null);
            Set<IHttpAuthenticationFeature>(null);
            Set<IEndpointFeature>(null);
            Set<IRouteValuesFeature>(null);
            Set<IItemsFeature>(null);
            Set<IServiceProvidersFeature>(null);
            _request.Path = path;
            _request.Headers.Authorization = authorization;
            Response.StatusCode = StatusCodes.Status200OK;
            Response.Headers.Clear();
        }
    }

    /// <summary>As Kestrel's: made anew for each request that somebody asks it of.</summary>
    private sealed class MadeIdentifier : IHttpRequestIdentifierFeature
    {
        public string TraceIdentifier
        {
            get => new('1', 22);
            set => throw new NotSupportedException();
        }
    }
}
