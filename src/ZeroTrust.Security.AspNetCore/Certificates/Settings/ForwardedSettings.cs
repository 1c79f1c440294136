namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>From whom certificates are taken in a header, and how they are written. Immutable.</summary>
/// <param name="Header">The header's name.</param>
/// <param name="Form">Reads its value.</param>
/// <param name="Networks">Where the proxies are.</param>
/// <param name="TrustProxyVerdict">Whether a certificate may be named without being passed on.</param>
internal sealed record ForwardedSettings(string Header, IForwardedForm Form, PeerNetwork[] Networks, bool TrustProxyVerdict)
{
    public static ForwardedSettings? Compile(ForwardedCertificateOptions options) => options.Format is not { } format
        ? null
        : new(
            options.Header ?? CustomaryName(format),
            FormOf(format),
            [.. options.From.Select(static text => PeerNetwork.TryParse(text, out var network) ? network : default)],
            options.TrustProxyVerdict);

    private static string CustomaryName(ForwardedCertificateFormat format) => format switch
    {
        ForwardedCertificateFormat.EnvoyXfcc => "X-Forwarded-Client-Cert",
        ForwardedCertificateFormat.EscapedPem => "X-SSL-Client-Cert",
        ForwardedCertificateFormat.Base64Der => "X-ARR-ClientCert",
        _ => "Client-Cert",
    };

    private static IForwardedForm FormOf(ForwardedCertificateFormat format) => format switch
    {
        ForwardedCertificateFormat.EnvoyXfcc => new EnvoyForm(),
        ForwardedCertificateFormat.EscapedPem => new EscapedPemForm(),
        ForwardedCertificateFormat.Base64Der => new Base64DerForm(),
        _ => new ClientCertForm(),
    };
}
