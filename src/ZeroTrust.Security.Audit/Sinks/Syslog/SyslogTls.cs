using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>What the server must prove, and what it is shown.</summary>
internal static class SyslogTls
{
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file holds something else.</exception>
    public static SslClientAuthenticationOptions Of(AuditSyslogOptions options)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = options.CertificateName ?? options.Server, AllowRenegotiation = false };
        if (options.CertificateAuthoritiesFile is { } authorities)
        {
            tls.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authorities);
        }

        if (options.ClientCertificateFile is { } certificate)
        {
            tls.ClientCertificateContext = ContextOf(certificate, options.ClientKeyFile!);
        }

        return tls;
    }

    // By way of PKCS#12: TLS takes no key that lives in memory alone on every platform.
    private static SslStreamCertificateContext ContextOf(string certificate, string key)
    {
        using var read = X509Certificate2.CreateFromPemFile(certificate, key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificate);
        return SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null), chain, offline: true);
    }
}
