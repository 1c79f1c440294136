namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Refuses what a source cannot put into a token: left out in silence, the token would say something else than asked.</summary>
internal static class SourceLimits
{
    /// <summary>For sources whose tokens others make.</summary>
    public static void RefuseWhatOnlyMintingCan(string client, ServiceTokenRequest request)
    {
        Refuse(request.Permissions.Count > 0, client, "permissions");
        Refuse(request.Tenant is not null, client, "a tenant");
        Refuse(request.Claims.Count > 0, client, "claims");
    }

    public static void RefuseScopes(string client, ServiceTokenRequest request) => Refuse(request.Scopes.Count > 0, client, "scopes");

    public static void RefuseUser(string client, ServiceTokenRequest request) => Refuse(request.User is not null, client, "a user");

    private static void Refuse(bool asked, string client, string what)
    {
        if (asked)
        {
            throw new ServiceTokenException(ServiceTokenFailure.NotGranted, $"The source of client '{client}' has no tokens with {what}; ask for none, or use another source.");
        }
    }
}
