using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Credentials;

namespace ZeroTrust.Security;

/// <summary>Settings of the HTTP side, in code.</summary>
public static class ZeroTrustWebBuilderExtensions
{
    /// <summary>Stops the start when an endpoint is anonymous without <c>AllowAnonymousBecause</c>.</summary>
    /// <param name="builder">What <c>AddZeroTrust</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder RequireReasonForAnonymous(this IZeroTrustBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<HttpSettings>(static settings => settings.RequireReasonForAnonymous = true);
        return builder;
    }

    /// <summary>
    /// Reads <c>access_token</c> from the query under the paths, for requests to which a browser can give no header: WebSockets and
    /// server-sent events (RFC 6750 §2.3). Such a token ends up in the logs of whatever stands in front of the service.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> returned.</param>
    /// <param name="paths">Paths such as <c>/hubs</c>, compared by whole segments.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AllowTokenInQuery(this IZeroTrustBuilder builder, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(paths);
        builder.Services.Configure<HttpSettings>(settings => settings.TokenInQuery.AddRange(paths));
        return builder;
    }
}
