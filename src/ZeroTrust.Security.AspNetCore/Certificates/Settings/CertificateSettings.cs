using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>The settings in force. Immutable.</summary>
/// <param name="Bundle">The full path.</param>
/// <param name="Revocation">The platform's mode.</param>
/// <param name="PollInterval">How often the bundle is read.</param>
/// <param name="AllowUnmapped">Whether a certificate may prove nobody.</param>
/// <param name="Identities">Who is mapped.</param>
/// <param name="Forwarded">From whom certificates are taken in headers; null when none are.</param>
internal sealed record CertificateSettings(
    string Bundle,
    X509RevocationMode Revocation,
    TimeSpan PollInterval,
    bool AllowUnmapped,
    IdentityMap Identities,
    ForwardedSettings? Forwarded)
{
    public static CertificateSettings Compile(ClientCertificateOptions options, BundlePath files) => new(
        files.Resolve(options.Bundle!),
        options.Revocation switch
        {
            ClientCertificateRevocation.Online => X509RevocationMode.Online,
            ClientCertificateRevocation.Offline => X509RevocationMode.Offline,
            _ => X509RevocationMode.NoCheck,
        },
        options.PollInterval,
        options.AllowUnmapped,
        IdentityMap.Compile(options),
        ForwardedSettings.Compile(options.Forwarded));
}
