using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>
/// A request as it came, before a gateway took its credentials out: kept beside it for as long as it lasts, so that one which stays open can be
/// judged again. No code of the application sees it.
/// </summary>
internal static class StrippedRequest
{
    /// <summary>Keeps the credentials of a request; nothing for one without.</summary>
    /// <param name="context">The request, which nothing was taken out of yet.</param>
    /// <param name="credentials">The headers beside <c>Authorization</c> that go.</param>
    public static void Keep(HttpContext context, string[] credentials)
    {
        var headers = context.Request.Headers;
        var authorization = headers.Authorization;
        if (HasAny(headers, credentials) || authorization.Count > 1 || QueryToken.IsIn(context))
        {
            context.Features[typeof(StrippedRequest)] = Copy(context.Request);
        }
        else if (authorization.Count == 1)
        {
            // As it is: an object around it would be made for every request.
            context.Features[typeof(StrippedRequest)] = authorization[0];
        }
    }

    /// <summary>The headers of a request, with those that a gateway took out where there was another credential than <c>Authorization</c>.</summary>
    public static IHeaderDictionary HeadersOf(HttpContext context) =>
        context.Features[typeof(StrippedRequest)] is HttpRequestFeature came ? came.Headers : context.Request.Headers;

    /// <summary>Has what reads a second view of a request find it as it came; nothing changes where no gateway stood.</summary>
    /// <param name="context">The request.</param>
    /// <param name="view">Features over those of the request.</param>
    public static void Restore(HttpContext context, FeatureCollection view)
    {
        var kept = context.Features[typeof(StrippedRequest)];
        if (kept is null)
        {
            return;
        }

        if (kept is not HttpRequestFeature came)
        {
            came = Copy(context.Request);
            came.Headers.Authorization = (string)kept;
        }

        view.Set<IHttpRequestFeature>(came);
        view.Set<IQueryFeature>(new QueryFeature(view));
    }

    private static bool HasAny(IHeaderDictionary headers, string[] names)
    {
        foreach (var name in names)
        {
            if (headers.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
    }

    private static HttpRequestFeature Copy(HttpRequest request)
    {
        var copy = new HttpRequestFeature
        {
            Method = request.Method,
            Scheme = request.Scheme,
            Protocol = request.Protocol,
            PathBase = request.PathBase.Value ?? "",
            Path = request.Path.Value ?? "",
            QueryString = request.QueryString.Value ?? "",
        };
        foreach (var header in request.Headers)
        {
            copy.Headers.Add(header);
        }

        return copy;
    }
}
