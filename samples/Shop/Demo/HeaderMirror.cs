namespace Shop.Demo;

/// <summary>An endpoint in Orders that tells which headers reached it, as an old handler would see them that still reads one.</summary>
internal static class HeaderMirror
{
    public const string Path = "/orders/headers";

    public static void Add(WebApplication orders) =>
        orders.MapGet(Path, static (HttpContext http) => string.Join(' ', http.Request.Headers.Keys.Where(IsOfIdentity).Order(StringComparer.Ordinal)))
            .RequireUser().AllowCallers("gateway");

    // Whatever names somebody, but for the token.
    private static bool IsOfIdentity(string header) =>
        header.Contains("user", StringComparison.OrdinalIgnoreCase) && !header.Equals("User-Agent", StringComparison.OrdinalIgnoreCase)
        || header.Contains("role", StringComparison.OrdinalIgnoreCase)
        || header.Contains("cert", StringComparison.OrdinalIgnoreCase);
}
