using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Credentials;

/// <summary>
/// Finds the one credential of a request: the <c>Authorization</c> header or, under an opted-in path and for the requests that
/// browsers can give no header, the query (RFC 6750 §2.3). Body, cookies and path are never looked at.
/// </summary>
internal sealed class CredentialReader(IOptions<HttpSettings> settings)
{
    private readonly PathString[] _queryPaths = settings.Value.QueryPaths();

    public CredentialKind Read(HttpContext context, out ReadOnlyMemory<char> token)
    {
        var kind = AuthorizationHeader.Read(context.Request.Headers.Authorization, out token);
        return _queryPaths.Length == 0 || !MayUseQuery(context) ? kind : WithQuery(context.Request, kind, ref token);
    }

    private static CredentialKind WithQuery(HttpRequest request, CredentialKind header, ref ReadOnlyMemory<char> token)
    {
        var values = request.Query["access_token"];
        if (values.Count == 0)
        {
            return header;
        }

        if (values.Count > 1 || header != CredentialKind.None)
        {
            token = default;
            return CredentialKind.Several;
        }

        var value = values[0];
        token = value.AsMemory();
        return AuthorizationHeader.IsToken(value) ? CredentialKind.Token : CredentialKind.Malformed;
    }

    private bool MayUseQuery(HttpContext context)
    {
        var path = context.Request.Path;
        foreach (var allowed in _queryPaths)
        {
            if (path.StartsWithSegments(allowed, StringComparison.OrdinalIgnoreCase))
            {
                return CannotSendHeader(context);
            }
        }

        return false;
    }

    /// <summary>A WebSocket over HTTP/1.1 (RFC 6455 §4.1) or HTTP/2 (RFC 8441 §4), or server-sent events.</summary>
    private static bool CannotSendHeader(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsConnect(request.Method))
        {
            return context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: var protocol }
                && string.Equals(protocol, "websocket", StringComparison.OrdinalIgnoreCase);
        }

        return HttpMethods.IsGet(request.Method)
            && (Lists(request.Headers.Upgrade, "websocket") || Lists(request.Headers.Accept, "text/event-stream"));
    }

    private static bool Lists(StringValues header, string value)
    {
        foreach (var line in header)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var element = line.AsSpan()[range];
                var parameters = element.IndexOf(';');
                if ((parameters < 0 ? element : element[..parameters]).Trim(" \t").Equals(value, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
