using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Has Kestrel ask for client certificates and refuse, in the handshake, those that no authority of the bundle vouches for.</summary>
internal sealed class ClientHandshake(CertificateJudge judge, PresentedChains chains)
{
    public void SetUp(HttpsConnectionAdapterOptions https, bool require)
    {
        https.ClientCertificateMode = require ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = (certificate, chain, _) => Accept(certificate, chain);
        https.CheckCertificateRevocation = false;
        var before = https.OnAuthenticate;
        https.OnAuthenticate = (connection, tls) =>
        {
            before?.Invoke(connection, tls);
            SetUp(tls);
        };
    }

    // The platform builds a chain of its own before it asks: without this it would fetch what the certificate tells it to.
    // A session that is resumed has no intermediates any more, and would pass unchecked.
    private static void SetUp(SslServerAuthenticationOptions tls)
    {
        tls.AllowTlsResume = false;
        tls.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
        };
    }

    private bool Accept(X509Certificate2 certificate, X509Chain? chain)
    {
        if (PresentedChains.Copy(chain) is not { } intermediates || judge.JudgeChain(certificate, intermediates) != CertificateFailure.None)
        {
            return false;
        }

        chains.Keep(certificate, intermediates);
        return true;
    }
}
