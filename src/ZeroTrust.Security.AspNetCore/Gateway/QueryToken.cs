using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>Takes <c>access_token</c> out of the query (RFC 6750 §2.3): wherever it stands there, it is a credential from outside.</summary>
internal static class QueryToken
{
    private const string Name = "access_token";

    /// <summary>Whether it stands there.</summary>
    public static bool IsIn(HttpContext context) =>
        context.Request.QueryString.Value is { Length: > 0 } query && MayHold(query) && Array.Exists(query[1..].Split('&'), IsToken);

    public static void Remove(HttpContext context)
    {
        var query = context.Request.QueryString.Value;
        if (string.IsNullOrEmpty(query) || !MayHold(query))
        {
            return;
        }

        var parts = query[1..].Split('&');
        var stays = Array.FindAll(parts, static part => !IsToken(part));
        if (stays.Length < parts.Length)
        {
            Replace(context, stays.Length == 0 ? "" : $"?{string.Join('&', stays)}");
        }
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
