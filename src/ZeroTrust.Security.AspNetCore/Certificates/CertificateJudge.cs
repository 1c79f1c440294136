using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Judges certificates: the chain first, then whose it is. Nothing of a certificate without a good chain is an identity.</summary>
internal sealed class CertificateJudge(
    CertificateSettings settings, TrustBundleSource bundles, TimeProvider time, CertificateMetrics metrics, ILogger logger)
{
    private const int MaxShown = 64;

    // How long an issuer's word holds where issuers are asked.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);

    private readonly ChainRule _chain = new(settings.Revocation);

    public TrustBundle Bundle => bundles.Current;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether the verdict holds still.</summary>
    public bool Stands(CertificateVerdict verdict) => verdict.Stands(bundles.Current, time.GetUtcNow());

    /// <summary>Judges the chain alone, as a handshake needs it.</summary>
    public CertificateFailure JudgeChain(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> presented)
    {
        var failure = _chain.Check(certificate, presented, bundles.Current, Now, out _);
        Report(failure, certificate, "handshake");
        return failure;
    }

    /// <summary>Judges a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="presented">What came with it, to complete the chain.</param>
    /// <param name="source">Where it came from: a word of the metrics.</param>
    public CertificateVerdict Judge(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> presented, string source)
    {
        var (bundle, now) = (bundles.Current, Now);
        var failure = _chain.Check(certificate, presented, bundle, now, out var until);
        if (_chain.AsksIssuers && now + AskAgain < until)
        {
            until = now + AskAgain;
        }

        MappedService? service = null;
        if (failure == CertificateFailure.None)
        {
            failure = settings.Identities.Find(CertificateNames.Read(certificate), out service);
            failure = failure == CertificateFailure.Unmapped && settings.AllowUnmapped ? CertificateFailure.None : failure;
        }

        Report(failure, certificate, source);
        var proof = failure == CertificateFailure.None ? TokenProof.FromCertificate(certificate.RawDataMemory.Span) : default;

        // What was refused is so until the bundle changes; what was good is looked at again in time.
        return new(bundle, failure, service, proof, now, failure == CertificateFailure.None ? until : DateTimeOffset.MaxValue);
    }

    /// <summary>Takes a proxy's word for a certificate that it names and does not pass on.</summary>
    public CertificateVerdict JudgeNamed(CertificateNames names, ReadOnlySpan<byte> thumbprint)
    {
        var failure = settings.Identities.Find(names, out var service);
        failure = failure == CertificateFailure.Unmapped && settings.AllowUnmapped ? CertificateFailure.None : failure;
        metrics.Judged(failure, "named");
        return failure == CertificateFailure.None
            ? new(bundles.Current, failure, service, TokenProof.FromThumbprint(thumbprint), Now, DateTimeOffset.MaxValue)
            : CertificateVerdict.Refuse(failure);
    }

    private void Report(CertificateFailure failure, X509Certificate2 certificate, string source)
    {
        metrics.Judged(failure, source);
        if (failure != CertificateFailure.None && logger.IsEnabled(LogLevel.Information))
        {
            CertificateLog.Refused(
                logger, CertificateMetrics.Word(failure), Shorten(certificate.Subject), Shorten(certificate.Issuer), $"{TokenProof.FromCertificate(certificate.RawDataMemory.Span)}");
        }
    }

    private static string? Shorten(string text) => AuditText.Clean(text.Length > MaxShown ? text[..MaxShown] : text);
}
