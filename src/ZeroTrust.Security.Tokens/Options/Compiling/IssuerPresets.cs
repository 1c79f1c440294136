namespace ZeroTrust.Security.Tokens.Options;

/// <summary>The shapes of the access tokens of known identity providers.</summary>
internal static class IssuerPresets
{
    private static readonly PresetShape Standard = new();

    // Its access tokens say "typ": "Bearer" in the payload, ID tokens "ID"; releases before 24 put the nonce into both.
    private static readonly PresetShape Keycloak = new()
    {
        AllowLegacyTokenType = true,
        AllowNonce = true,
        ClientClaims = ["azp", "client_id"],
        RoleClaims = ["realm_access.roles"],
    };

    // "azp" in its own token profile, "client_id" in its RFC 9068 profile; "org_id" with Organizations.
    private static readonly PresetShape Auth0 = new()
    {
        AllowLegacyTokenType = true,
        SlashEndsIssuer = true,
        ClientClaims = ["azp", "client_id"],
        TenantClaim = "org_id",
    };

    // Groups are there once the authorization server has a claim for them, "groups" in its documentation.
    private static readonly PresetShape Okta = new()
    {
        AllowLegacyTokenType = true,
        ClientClaims = ["cid"],
        ScopeClaims = ["scp"],
        ScopeShape = ScopeShape.Array,
        RoleClaims = ["groups"],
    };

    // "azp" in tokens of version 2, "appid" in those of version 1.
    private static readonly PresetShape Entra = new()
    {
        AllowLegacyTokenType = true,
        ClientClaims = ["azp", "appid"],
        PermissionClaims = [],
        ScopeClaims = ["scp"],
        TenantClaim = "tid",
    };

    public static PresetShape Of(IssuerPreset preset) => preset switch
    {
        IssuerPreset.Keycloak => Keycloak,
        IssuerPreset.Auth0 => Auth0,
        IssuerPreset.Okta => Okta,
        IssuerPreset.Entra => Entra,
        _ => Standard,
    };
}
