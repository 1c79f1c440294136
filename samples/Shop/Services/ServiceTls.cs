using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Shop.Services;

/// <summary>How a service proves itself on the connection, by the files that <c>Tls</c> names, and whom it takes for the other end.</summary>
internal static class ServiceTls
{
    public static SocketsHttpHandler CreateHandler(IConfiguration configuration)
    {
        var files = configuration.GetSection("Tls");
        return new() { SslOptions = CreateOptions(files["Certificate"]!, files["Key"]!, files["Authorities"]!) };
    }

    public static SslClientAuthenticationOptions CreateOptions(string certificate, string key, string authorities) => new()
    {
        ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, key)],
        CertificateChainPolicy = Trust(authorities),
    };

    /// <summary>These authorities, and none of the system's.</summary>
    public static X509ChainPolicy Trust(string authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authorities);
        return policy;
    }
}
