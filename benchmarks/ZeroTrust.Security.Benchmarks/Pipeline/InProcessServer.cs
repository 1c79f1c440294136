using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>
/// A server without sockets: runs the whole application, host included, on the calling thread, and reuses features and context from
/// request to request as Kestrel does on a connection.
/// </summary>
internal sealed class InProcessServer : IServer
{
    private readonly MutualTlsConnection? _connection;
    private Func<string?, int>? _send;

    private InProcessServer(MutualTlsConnection? connection) => _connection = connection;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public static InProcessServer Start(Protection protection, Access access = Access.ScopeAndPermission) =>
        Start(protection, access, BenchmarkKey.KeySet);

    public static InProcessServer Start(Protection protection, Access access, string keySet)
    {
        var connection = protection == Protection.Certificate ? MutualTlsConnection.Open() : null;
        var server = new InProcessServer(connection);
        var app = OrdersApp.Build(
            protection, access, keySet, static _ => Task.CompletedTask, builder => builder.Services
                .AddSingleton<IServer>(server)
                .Configure<ClientCertificateOptions>(certificates => certificates.Bundle = connection?.Bundle));
        app.StartAsync().GetAwaiter().GetResult();
        return server;
    }

    /// <summary>Sends <c>GET /orders</c> and returns the status.</summary>
    public int Send(string? authorization) => _send!(authorization);

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        var request = new InProcessRequest<TContext>(application, _connection);
        _send = request.Send;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _send = null;
        _connection?.Dispose();
    }
}
