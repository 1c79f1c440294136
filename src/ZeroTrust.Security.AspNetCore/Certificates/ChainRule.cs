using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// Whether a chain leads from a certificate to a root of the bundle (RFC 5280 §6), for client authentication, at a time. Nothing is fetched
/// on the word of a certificate before its chain is known to be good, and missing certificates never.
/// </summary>
internal sealed class ChainRule(X509RevocationMode revocation)
{
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");
    private static readonly TimeSpan RetrievalTimeout = TimeSpan.FromSeconds(3);

    // What is worse than a wrong time is said first.
    private const X509ChainStatusFlags OfTime = X509ChainStatusFlags.NotTimeValid;
    private const X509ChainStatusFlags OfUse = X509ChainStatusFlags.NotValidForUsage;
    private const X509ChainStatusFlags Unknown = X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    /// <summary>Whether the answer may change while bundle and time do not: issuers are asked.</summary>
    public bool AsksIssuers => revocation != X509RevocationMode.NoCheck;

    /// <summary>Checks a certificate.</summary>
    /// <param name="leaf">The certificate.</param>
    /// <param name="presented">What the client sent with it, to complete the chain.</param>
    /// <param name="bundle">The authorities.</param>
    /// <param name="now">The time.</param>
    /// <param name="until">Up to when every certificate of the chain is valid.</param>
    public CertificateFailure Check(
        X509Certificate2 leaf, IReadOnlyList<X509Certificate2> presented, TrustBundle bundle, DateTimeOffset now, out DateTimeOffset until)
    {
        until = now;
        if (!LeafRule.IsForClients(leaf))
        {
            return CertificateFailure.WrongUse;
        }

        var failure = Build(leaf, presented, bundle, now, X509RevocationMode.NoCheck, ref until);
        return failure == CertificateFailure.None && AsksIssuers ? Build(leaf, presented, bundle, now, revocation, ref until) : failure;
    }

    private static CertificateFailure Build(
        X509Certificate2 leaf, IReadOnlyList<X509Certificate2> presented, TrustBundle bundle, DateTimeOffset now, X509RevocationMode mode, ref DateTimeOffset until)
    {
        using var chain = new X509Chain();
        SetPolicy(chain.ChainPolicy, presented, bundle, now, mode);
        try
        {
            var good = chain.Build(leaf);
            var statuses = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, static (all, status) => all | status.Status);
            if (!good || statuses != X509ChainStatusFlags.NoError)
            {
                return Name(statuses, leaf, now);
            }

            until = chain.ChainElements.Min(static element => EndOf(element.Certificate));
            return chain.ChainElements.SkipLast(1).All(static element => StrengthRule.IsStrong(element.Certificate)) ? CertificateFailure.None : CertificateFailure.Weak;
        }
        catch (CryptographicException)
        {
            return CertificateFailure.Untrusted;
        }
        finally
        {
            foreach (var element in chain.ChainElements)
            {
                element.Certificate.Dispose();
            }
        }
    }

    private static void SetPolicy(X509ChainPolicy policy, IReadOnlyList<X509Certificate2> presented, TrustBundle bundle, DateTimeOffset now, X509RevocationMode mode)
    {
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(bundle.Roots);
        policy.ExtraStore.AddRange(bundle.Intermediates);
        foreach (var certificate in presented)
        {
            policy.ExtraStore.Add(certificate);
        }

        policy.ApplicationPolicy.Add(ClientAuthentication);
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.UtcDateTime;
        policy.RevocationMode = mode;
        policy.RevocationFlag = X509RevocationFlag.ExcludeRoot;
        policy.UrlRetrievalTimeout = RetrievalTimeout;
    }

    private static CertificateFailure Name(X509ChainStatusFlags statuses, X509Certificate2 leaf, DateTimeOffset now)
    {
        if (Has(statuses, ~(OfTime | OfUse | Unknown | X509ChainStatusFlags.Revoked)) || statuses == X509ChainStatusFlags.NoError)
        {
            return CertificateFailure.Untrusted;
        }

        if (Has(statuses, OfUse))
        {
            return CertificateFailure.WrongUse;
        }

        if (Has(statuses, OfTime))
        {
            return now.UtcDateTime < leaf.NotBefore.ToUniversalTime() ? CertificateFailure.NotYetValid : CertificateFailure.Expired;
        }

        return Has(statuses, X509ChainStatusFlags.Revoked) ? CertificateFailure.Revoked : CertificateFailure.RevocationUnknown;
    }

    private static bool Has(X509ChainStatusFlags statuses, X509ChainStatusFlags any) => (statuses & any) != X509ChainStatusFlags.NoError;

    private static DateTimeOffset EndOf(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
}
