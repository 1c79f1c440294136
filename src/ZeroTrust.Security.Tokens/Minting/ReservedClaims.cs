using System.Collections.Frozen;
using ZeroTrust.Security.Tokens.Claims;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>
/// The claims that say who somebody is and what they may do, in any spelling. Only the minter writes them, never what an application
/// adds (RFC 8725 §3.10).
/// </summary>
internal static class ReservedClaims
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "permissions", "roles", "role", "groups", "group", "entitlements", "authorities", "realm_access", "resource_access", "scopes",
        "tenant", "tenant_id", "tid", "org_id", "idtyp", "gty", "oid", "uid", "user_id", "username", "preferred_username", "unique_name",
        "upn", "email", "email_verified", "phone_number", "name", "service", "htm", "htu", "ath", "purpose", "token_use",
    }.Concat(RegisteredClaims.Names).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string name) => Names.Contains(name);
}
