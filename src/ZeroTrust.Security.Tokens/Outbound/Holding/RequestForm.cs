namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Brings a request for a token into one form: copied, so that nobody changes it later, lists ordered and each entry once.</summary>
internal static class RequestForm
{
    /// <summary>Whether it asks for nothing beyond what is configured for its audience.</summary>
    public static bool IsPlain(ServiceTokenRequest request) =>
        request.User is null && request.Tenant is null && request.Lifetime is null
        && request.Permissions.Count == 0 && request.Scopes.Count == 0 && request.Claims.Count == 0;

    /// <summary>The request with what is configured for the client where it says nothing.</summary>
    public static ServiceTokenRequest Complete(ServiceTokenRequest request, ServiceTokenRequest configured) => new()
    {
        Audience = configured.Audience,
        Permissions = Ordered(request.Permissions, configured.Permissions),
        Scopes = Ordered(request.Scopes, configured.Scopes),
        Tenant = request.Tenant ?? configured.Tenant,
        User = request.User,
        Lifetime = request.Lifetime ?? configured.Lifetime,
        Claims = new SortedDictionary<string, string>(request.Claims.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal).AsReadOnly(),
    };

    public static string[] Ordered(IEnumerable<string> values) => [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Ordered(IReadOnlyList<string> asked, IReadOnlyList<string> configured) =>
        asked.Count == 0 ? configured : Ordered(asked);
}
