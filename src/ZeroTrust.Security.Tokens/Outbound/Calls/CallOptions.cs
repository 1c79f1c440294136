namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>What one request says of its token, kept with the request.</summary>
internal static class CallOptions
{
    public static readonly HttpRequestOptionsKey<DelegatedUser> User = new("ZeroTrust.Security.User");
    public static readonly HttpRequestOptionsKey<string> Tenant = new("ZeroTrust.Security.Tenant");

    /// <summary>What the token of a request is to say.</summary>
    public static ServiceTokenRequest Read(HttpRequestMessage request, ServiceTokenRequest standing)
    {
        var hasUser = request.Options.TryGetValue(User, out var user);
        var hasTenant = request.Options.TryGetValue(Tenant, out var tenant);
        return hasUser || hasTenant ? new() { Audience = standing.Audience, User = user, Tenant = tenant } : standing;
    }
}
