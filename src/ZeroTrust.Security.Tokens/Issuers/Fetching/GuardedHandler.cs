using System.Net;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Makes the handler under every exchange with an issuer or an authorization server: under guard, and without what it could be led astray by.</summary>
internal static class GuardedHandler
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="CryptographicException">The file holds no certificate, or a broken one.</exception>
    public static SocketsHttpHandler Create(AddressGuard addresses, IHostResolver resolver, string? proxy, string? certificateAuthoritiesFile)
    {
        var dialer = new GuardedDialer(addresses, resolver, proxied: proxy is not null);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Credentials = null,
            PreAuthenticate = false,
            UseProxy = proxy is not null,
            Proxy = proxy is null ? null : new WebProxy(proxy),
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectCallback = dialer.ConnectAsync,
            ConnectTimeout = ConnectTimeout,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
        };
        if (certificateAuthoritiesFile is not null)
        {
            handler.SslOptions.CertificateChainPolicy = CertificateAuthorities.ReadPolicy(certificateAuthoritiesFile);
        }

        return handler;
    }
}
