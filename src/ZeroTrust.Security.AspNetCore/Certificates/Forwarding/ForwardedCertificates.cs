using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Judges the certificates that proxies pass on, by the same chain and identity rules as those of connections. Threads may share it.</summary>
internal sealed class ForwardedCertificates(ForwardedSettings settings, CertificateJudge judge, ILogger logger)
{
    private const int MaxKnown = 1024;
    private const int MaxKnownCharacters = 6 * 1024;

    // Good verdicts by the header's text: a proxy sends the same one with every request of its client.
    private readonly ConcurrentDictionary<string, CertificateVerdict> _known = new(StringComparer.Ordinal);

    public string Header => settings.Header;

    /// <summary>Whether a connection is that of a proxy: in its network and, from beyond this machine, proven by its own certificate.</summary>
    /// <param name="peer">The socket's other end.</param>
    /// <param name="own">What was found of the connection's own certificate; null for none.</param>
    public bool IsProxy(PeerAddress peer, CertificateVerdict? own) => IsInNetwork(peer) && (own is null ? peer.IsOfThisMachine : own.IsProxy);

    /// <summary>Judges what a proxy says of its client.</summary>
    public CertificateVerdict Judge(StringValues values)
    {
        var text = values.Count == 1 ? values[0] : null;
        if (text is not null && _known.TryGetValue(text, out var known) && judge.Stands(known))
        {
            return known;
        }

        var verdict = JudgeAnew(values);
        if (verdict.Failure != CertificateFailure.None)
        {
            CertificateLog.ForwardedRefused(logger, CertificateMetrics.Word(verdict.Failure));
        }
        else if (text is { Length: <= MaxKnownCharacters })
        {
            Remember(text, verdict);
        }

        return verdict;
    }

    private CertificateVerdict JudgeAnew(StringValues values)
    {
        var element = settings.Form.Read(values);
        if (element?.Der is { } der)
        {
            return JudgeWhole(der);
        }

        return element is { Thumbprint: { } thumbprint } && settings.TrustProxyVerdict
            ? judge.JudgeNamed(new(element.Uris, element.DnsNames, null), thumbprint)
            : CertificateVerdict.Refuse(CertificateFailure.Malformed);
    }

    private CertificateVerdict JudgeWhole(byte[] der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            return certificate.RawDataMemory.Span.SequenceEqual(der)
                ? judge.Judge(certificate, [], "forwarded")
                : CertificateVerdict.Refuse(CertificateFailure.Malformed);
        }
        catch (CryptographicException)
        {
            return CertificateVerdict.Refuse(CertificateFailure.Malformed);
        }
    }

    private void Remember(string text, CertificateVerdict verdict)
    {
        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        _known[text] = verdict;
    }

    private bool IsInNetwork(PeerAddress peer)
    {
        foreach (var network in settings.Networks)
        {
            if (network.Contains(peer))
            {
                return true;
            }
        }

        return false;
    }
}
