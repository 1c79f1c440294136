using System.Collections.Concurrent;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// The connections that requests came over. Everything is taken from the connection itself, beneath what middleware may put in its
/// place: neither a forwarding header nor a certificate set on the request has a part in it. Threads may share it.
/// </summary>
internal sealed class ClientConnections(CertificateJudge judge, PresentedChains chains, CertificateMetrics metrics, ILogger logger)
{
    private readonly ConditionalWeakTable<IConnectionSocketFeature, ClientConnection> _known = [];
    private readonly ConcurrentDictionary<ClientConnection, byte> _withCertificate = new();

    /// <summary>How many connections with a certificate are watched.</summary>
    public int Watched => _withCertificate.Count;

    /// <summary>The connection of a request; null where there is no socket, as on a server within the process.</summary>
    public ClientConnection? Of(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>() is not { } socket)
        {
            return null;
        }

        return _known.TryGetValue(socket, out var connection) ? connection : Begin(socket, context);
    }

    /// <summary>Ends the connections whose certificate is good no longer: another bundle, its time, its issuer's word.</summary>
    public void CutOff()
    {
        foreach (var connection in _withCertificate.Keys)
        {
            var verdict = connection.Judge(judge);
            if (verdict is { HasGoodChain: false })
            {
                Forget(connection);
                metrics.Cut();
                CertificateLog.ConnectionCut(logger, CertificateMetrics.Word(verdict.Failure), connection.LastService);
                connection.Abort();
            }
        }
    }

    private ClientConnection Begin(IConnectionSocketFeature socket, HttpContext context)
    {
        var lifetime = context.Features.Get<IConnectionLifetimeFeature>();
        var certificate = CertificateOf(context);
        var begun = new ClientConnection(PeerAddress.Of(socket.Socket), certificate, certificate is null ? [] : chains.Of(certificate), lifetime);
        var connection = _known.GetValue(socket, _ => begun);
        if (ReferenceEquals(connection, begun) && connection.HasCertificate && lifetime is not null)
        {
            Watch(connection, lifetime.ConnectionClosed);
        }

        return connection;
    }

    private void Watch(ClientConnection connection, CancellationToken closed)
    {
        _withCertificate[connection] = 0;
        closed.UnsafeRegister(state => Forget((ClientConnection)state!), connection);
    }

    private void Forget(ClientConnection connection) => _withCertificate.TryRemove(connection, out _);

    // Of the TLS stream: HttpContext.Connection.ClientCertificate may be set by any middleware.
    private static X509Certificate2? CertificateOf(HttpContext context) =>
        context.Features.Get<ISslStreamFeature>()?.SslStream is SslStream { IsAuthenticated: true } tls ? tls.RemoteCertificate as X509Certificate2 : null;
}
