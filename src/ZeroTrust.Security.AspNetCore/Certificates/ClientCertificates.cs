using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.Gateway;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// The certificate of each request: of its connection, or passed on by a proxy. One instance serves all requests; a warm one costs the
/// look-up of its connection.
/// </summary>
internal sealed class ClientCertificates : IDisposable
{
    private readonly TrustBundleSource _bundles;
    private readonly CertificateJudge _judge;
    private readonly ClientConnections _connections;
    private readonly ForwardedCertificates? _forwarded;

    public ClientCertificates(
        IOptions<ClientCertificateOptions> options, BundlePath files, TimeProvider time, CertificateMetrics metrics, ILogger<ClientCertificates> logger)
    {
        var settings = CertificateSettings.Compile(options.Value, files);
        var chains = new PresentedChains();
        _bundles = new(settings, time, metrics, logger);
        _judge = new(settings, _bundles, time, metrics, logger);
        _connections = new(_judge, chains, metrics, logger);
        _forwarded = settings.Forwarded is { } forwarded ? new(forwarded, _judge, logger) : null;
        Handshake = new(_judge, chains);
        _bundles.Ticked = _connections.CutOff;
    }

    /// <summary>Takes part in Kestrel's handshakes.</summary>
    public ClientHandshake Handshake { get; }

    /// <summary>The header that certificates are passed on in; null where none are taken.</summary>
    public string? ForwardedHeader => _forwarded?.Header;

    /// <summary>How many connections with a certificate are watched.</summary>
    public int Watched => _connections.Watched;

    /// <summary>Why the last reading of the bundle changed nothing; null when it could be used.</summary>
    public string? BundleProblem => _bundles.Problem;

    public void Start() => _bundles.Start();

    public void Dispose() => _bundles.Dispose();

    /// <summary>Whether the request came from a proxy that may pass on certificates.</summary>
    public bool IsFromProxy(HttpContext context) =>
        _forwarded is not null && _connections.Of(context) is { } connection && _forwarded.IsProxy(connection.Peer, connection.Judge(_judge));

    /// <summary>Whether somebody at this end, with this certificate or none, may pass on certificates.</summary>
    public bool IsProxy(PeerAddress peer, X509Certificate2? certificate) =>
        _forwarded?.IsProxy(peer, certificate is null ? null : _judge.Judge(certificate, [], "connection")) ?? false;

    /// <summary>What tokens of this request may be bound to: its certificate, if it is a good one.</summary>
    public TokenProof ProofOf(HttpContext context) => Judge(context)?.Proof ?? default;

    /// <summary>What is found of the request's certificate; null when it has none. The certificate of a proxy is none of its clients'.</summary>
    public CertificateVerdict? Judge(HttpContext context)
    {
        if (_connections.Of(context) is not { } connection)
        {
            return null;
        }

        var own = connection.Judge(_judge);
        var verdict = _forwarded is not null && _forwarded.IsProxy(connection.Peer, own) ? JudgeForwarded(context, own) : own;
        return verdict is { IsProxy: true } ? null : verdict;
    }

    private CertificateVerdict? JudgeForwarded(HttpContext context, CertificateVerdict? own)
    {
        var values = StrippedRequest.HeadersOf(context)[_forwarded!.Header];
        return values.Count == 0 || (values.Count == 1 && string.IsNullOrEmpty(values[0])) ? own : _forwarded.Judge(values);
    }
}
