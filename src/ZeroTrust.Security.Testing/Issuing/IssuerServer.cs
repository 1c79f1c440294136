using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Testing;

/// <summary>
/// The HTTP server under an issuer: Kestrel on a free port of 127.0.0.1. It is no host: <c>WebApplicationFactory</c> takes the first
/// host that a program builds for the one under test, and an issuer may start before that one.
/// </summary>
internal sealed class IssuerServer : IAsyncDisposable
{
    private readonly KestrelServer _server;

    private IssuerServer(KestrelServer server) => _server = server;

    public Uri Address => new(_server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<IssuerServer> StartAsync(RequestDelegate answer, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions();
        options.Listen(IPAddress.Loopback, port: 0);
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new IssuerServer(new(Options.Create(options), sockets, NullLoggerFactory.Instance));
        await server._server.StartAsync(new Application(answer), cancellationToken).ConfigureAwait(false);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        // Requests that still wait are cut off: nobody is left to wait for their answer.
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
    }

    private sealed class Application(RequestDelegate answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => answer(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
