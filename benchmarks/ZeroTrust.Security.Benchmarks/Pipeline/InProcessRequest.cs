using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>One request that is sent again and again, as on a connection that is kept alive.</summary>
internal sealed class InProcessRequest<TContext> : ReusedFeatures, IHostContextContainer<TContext>
    where TContext : notnull
{
    private readonly IHttpApplication<TContext> _application;
    private readonly HttpRequestFeature _request = new() { Headers = KestrelHeaders.ForRequest() };
    private readonly InProcessResponse _response = new() { Headers = KestrelHeaders.ForResponse() };

    /// <param name="application">The application.</param>
    /// <param name="connection">The connection with a certificate; null for one without TLS.</param>
    public InProcessRequest(IHttpApplication<TContext> application, MutualTlsConnection? connection)
    {
        _application = application;
        Keep<IHttpRequestFeature>(_request);
        Keep<IHttpResponseFeature>(_response);
        Keep<IHttpResponseBodyFeature>(_response);
        Keep<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        Keep<IHttpConnectionFeature>(new HttpConnectionFeature());
        Keep<IHttpRequestIdentifierFeature>(new HttpRequestIdentifierFeature { TraceIdentifier = "0HN7:00000001" });
        if (connection is not null)
        {
            Keep<IConnectionSocketFeature>(connection);
            Keep<ISslStreamFeature>(connection);
        }
    }

    public TContext? HostContext { get; set; }

    public int Send(string? authorization)
    {
        _request.Protocol = "HTTP/1.1";
        _request.Scheme = "http";
        _request.Method = "GET";
        _request.Path = _request.RawTarget = OrdersApp.Path;
        if (authorization is not null)
        {
            // Each time, as a server reads it anew: a gateway puts another in its place.
            _request.Headers.Authorization = authorization;
        }

        var context = _application.CreateContext(this);
        var running = _application.ProcessRequestAsync(context);
        if (!running.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The request waits or failed.", running.Exception);
        }

        var status = _response.StatusCode;
        _response.End();
        _application.DisposeContext(context, null);
        Reset();
        return status;
    }
}
