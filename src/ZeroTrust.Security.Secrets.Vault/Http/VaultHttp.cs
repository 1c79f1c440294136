using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>The clients that ask Vault: no redirects, cookies, proxies of the environment or logs of their own. An application may add handlers to one, under its name.</summary>
internal static class VaultHttp
{
    private const int MaxHeaderKibibytes = 16;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static string ClientOf(string name) => $"ZeroTrust.Vault.{name}";

    // Its handler is kept to the end: what is revoked then needs it, and the container makes no other. Connections do not outlive a change of the name's address for long.
    public static void Add(IServiceCollection services, VaultOptions options) => services.AddHttpClient(ClientOf(options.Name))
        .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(() => Handler(options.CertificateAuthoritiesFile))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();

    private static SocketsHttpHandler Handler(string? certificateAuthoritiesFile)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            Credentials = null,
            PreAuthenticate = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            MaxResponseHeadersLength = MaxHeaderKibibytes,
            MaxResponseDrainSize = 0,
        };
        if (certificateAuthoritiesFile is not null)
        {
            handler.SslOptions.CertificateChainPolicy = CertificateAuthorities.ReadPolicy(certificateAuthoritiesFile);
        }

        return handler;
    }
}
