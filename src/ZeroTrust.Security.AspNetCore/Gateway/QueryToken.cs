using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>Takes <c>access_token</c> out of the query (RFC 6750 §2.3): wherever it stands there, it is a credential from outside.</summary>
internal static class QueryToken
{
    private const string Name = "access_token";

    // The second is one for some services behind a gateway (HTML 4.01 appendix B.2.2), and for others not.
    private static readonly char[] Separators = ['&', ';'];

    /// <summary>Whether it stands there.</summary>
    public static bool IsIn(HttpContext context) =>
        context.Request.QueryString.Value is { Length: > 0 } query && MayHold(query) && Array.Exists(query[1..].Split(Separators), IsToken);

    public static void Remove(HttpContext context)
    {
        var query = context.Request.QueryString.Value;
        if (string.IsNullOrEmpty(query) || !MayHold(query))
        {
            return;
        }

        var text = query[1..];
        if (Array.Exists(text.Split(Separators), IsToken))
        {
            var stays = string.Join('&', text.Split('&').Select(WithoutToken).OfType<string>());
            Replace(context, stays.Length == 0 ? "" : $"?{stays}");
        }
    }

    private static string? WithoutToken(string part)
    {
        var parts = part.Split(';');
        var stays = Array.FindAll(parts, static part => !IsToken(part));
        return stays.Length == 0 ? null : string.Join(';', stays);
    }

    // A name may be written with escapes.
    private static bool MayHold(string query) => query.Contains('%') || query.Contains(Name, StringComparison.OrdinalIgnoreCase);

    private static bool IsToken(string part)
    {
        var end = part.IndexOf('=');
        return Uri.UnescapeDataString(end < 0 ? part : part[..end]).Equals(Name, StringComparison.OrdinalIgnoreCase);
    }

    private static void Replace(HttpContext context, string query)
    {
        context.Request.QueryString = new(query);
        if (context.Features.Get<IHttpRequestFeature>() is { RawTarget: { } target } request && target.IndexOf('?') is var at and >= 0)
        {
            request.RawTarget = target[..at] + query;
        }
    }
}
