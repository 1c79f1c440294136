using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// One connection: who is at the other end of its socket, the certificate that its handshake proved, and what was found of it. Threads
/// share it, as requests share a connection.
/// </summary>
/// <param name="peer">The socket's other end.</param>
/// <param name="certificate">The certificate; null for none.</param>
/// <param name="presented">What the client sent with it.</param>
/// <param name="lifetime">Ends the connection.</param>
internal sealed class ClientConnection(
    PeerAddress peer, X509Certificate2? certificate, X509Certificate2[] presented, IConnectionLifetimeFeature? lifetime)
{
    private volatile CertificateVerdict? _verdict;

    public PeerAddress Peer => peer;

    /// <summary>The service of its last good verdict, for the log.</summary>
    public string? LastService { get; private set; }

    public bool HasCertificate => certificate is not null;

    /// <summary>What is found of the certificate now; null for none. Judged again only when the verdict holds no longer.</summary>
    public CertificateVerdict? Judge(CertificateJudge judge)
    {
        if (certificate is null)
        {
            return null;
        }

        var known = _verdict;
        if (known is not null && judge.Stands(known))
        {
            return known;
        }

        var verdict = judge.Judge(certificate, presented, "connection");
        LastService = verdict.Service?.Name ?? LastService;
        return _verdict = verdict;
    }

    public void Abort() => lifetime?.Abort();
}
