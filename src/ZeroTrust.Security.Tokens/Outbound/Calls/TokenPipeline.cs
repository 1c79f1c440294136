using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// Puts the token's handler into the pipeline of an HTTP client, after all other set-up: innermost, above a primary handler that follows no
/// redirect, and with the header hidden in the factory's own log.
/// </summary>
internal sealed class TokenPipeline(string client) : IPostConfigureOptions<HttpClientFactoryOptions>
{
    public void PostConfigure(string? name, HttpClientFactoryOptions options)
    {
        if (!string.Equals(name, client, StringComparison.Ordinal))
        {
            return;
        }

        options.HttpMessageHandlerBuilderActions.Add(Build);
        var isHidden = options.ShouldRedactHeaderValue;
        options.ShouldRedactHeaderValue = header => string.Equals(header, "Authorization", StringComparison.OrdinalIgnoreCase) || isHidden(header);
    }

    /// <summary>Keeps a primary handler from taking a request elsewhere.</summary>
    public static void FollowNoRedirects(HttpMessageHandler handler)
    {
        switch (handler)
        {
            case SocketsHttpHandler sockets:
                sockets.AllowAutoRedirect = false;
                break;
            case HttpClientHandler older:
                older.AllowAutoRedirect = false;
                break;
            case DelegatingHandler { InnerHandler: { } inner }:
                FollowNoRedirects(inner);
                break;
        }
    }

    private void Build(HttpMessageHandlerBuilder builder)
    {
        FollowNoRedirects(builder.PrimaryHandler);
        builder.AdditionalHandlers.Add(new ServiceTokenHandler(builder.Services.GetRequiredService<ServiceClients>().Named(client)));
    }
}
