using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Publishing;

namespace ZeroTrust.Security;

/// <summary>Publishes the keys that other services verify this one's tokens with.</summary>
public static class ZeroTrustKeyEndpointExtensions
{
    private const string Reason = "public keys, for those who verify this service's tokens";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Maps <c>/.well-known/jwks.json</c> (RFC 7517 §5) and <c>/.well-known/openid-configuration</c> (OpenID Connect Discovery 1.0 §4), open to
    /// anybody and with public members only. They carry a strong <c>ETag</c> and <c>Cache-Control</c>, and are answered 304 to whoever has them;
    /// 503 while the ring is not read.
    /// </summary>
    /// <param name="endpoints">The application. <c>ServiceTokens:Issuer</c> leads to where these paths are reached from outside.</param>
    /// <returns>Both endpoints, for more metadata.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endpoints"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><c>AddZeroTrust</c> or <c>AddServiceTokens</c> was not called.</exception>
    public static IEndpointConventionBuilder MapServiceKeys(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var publication = services.GetService<IServiceKeyPublication>();
        var answers = services.GetService<AnswerWriter>();
        if (publication is null || answers is null)
        {
            throw new InvalidOperationException("MapServiceKeys needs the services of AddZeroTrust and AddServiceTokens: call builder.Services.AddZeroTrust(…).AddServiceTokens().");
        }

        var keys = new PublishedDocumentEndpoint(publication, answers, static documents => documents.KeySet, "application/jwk-set+json");
        var discovery = new PublishedDocumentEndpoint(publication, answers, static documents => documents.Discovery, "application/json");
        var group = endpoints.MapGroup("/.well-known");
        group.MapMethods("/jwks.json", Methods, keys.InvokeAsync);
        group.MapMethods("/openid-configuration", Methods, discovery.InvokeAsync);
        return group.AllowAnonymousBecause(Reason);
    }
}
