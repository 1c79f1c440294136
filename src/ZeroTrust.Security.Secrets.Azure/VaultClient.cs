using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace ZeroTrust.Security.Secrets.Azure;

/// <summary>The SDK's client of one vault, set up to say nothing and to try nothing twice: what is logged and when to ask again is decided above.</summary>
internal sealed class VaultClient : IDisposable
{
    private readonly TokenCredential _credential;
    private readonly HttpClientTransport _transport;

    /// <param name="vault">The vault.</param>
    /// <param name="credential">The identity to ask with.</param>
    /// <param name="handler">The connections; ended with this.</param>
    public VaultClient(Uri vault, TokenCredential credential, HttpMessageHandler handler)
    {
        Vault = vault;
        _credential = credential;
        _transport = new(new VaultGuard(vault, handler));
        Secrets = Create();
    }

    public Uri Vault { get; }

    public SecretClient Secrets { get; private set; }

    public static bool IsVault(Uri vault) =>
        vault.IsAbsoluteUri && vault.Scheme == Uri.UriSchemeHttps && vault.PathAndQuery == "/" && vault.UserInfo.Length == 0 && vault.Fragment.Length == 0;

    public static TokenCredential DefaultCredential()
    {
        var options = new DefaultAzureCredentialOptions { Retry = { MaxRetries = 0 } };
        Silence(options.Diagnostics);
        return new DefaultAzureCredential(options);
    }

    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),

        // No trace of a request leaves for another company's log.
        ActivityHeadersPropagator = null,
    };

    /// <summary>Forgets the token at hand: the vault has refused it.</summary>
    public void Renew() => Secrets = Create();

    public void Dispose() => _transport.Dispose();

    private static void Silence(DiagnosticsOptions diagnostics) =>
        (diagnostics.IsLoggingEnabled, diagnostics.IsLoggingContentEnabled, diagnostics.IsTelemetryEnabled) = (false, false, false);

    private SecretClient Create()
    {
        var options = new SecretClientOptions { Transport = _transport, Retry = { MaxRetries = 0 } };
        Silence(options.Diagnostics);
        return new(Vault, _credential, options);
    }
}
