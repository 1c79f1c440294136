using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.AuditShipping;

/// <summary>The clients that sinks post with: no redirects, cookies or logs of their own. An application may add handlers to one, under its name.</summary>
internal static class SinkHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static string ClientOf(string sink) => $"ZeroTrust.Audit.{sink}";

    /// <summary>Adds a sink's client.</summary>
    public static void Add(IServiceCollection services, string sink) => services.AddHttpClient(ClientOf(sink))
        .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(Handler)
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();

    // The sink's calls end with CallTimeout; connections do not outlive a change of the name's address for long.
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Credentials = null,
        PreAuthenticate = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 0,
    };
}
