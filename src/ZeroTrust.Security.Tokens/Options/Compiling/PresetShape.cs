namespace ZeroTrust.Security.Tokens.Options;

/// <summary>What a preset sets unless the issuer's settings say otherwise; the initial values are those of RFC 9068.</summary>
internal sealed record PresetShape
{
    public bool AllowLegacyTokenType { get; init; }

    /// <summary>Whether a <c>nonce</c> claim stands in access tokens too.</summary>
    public bool AllowNonce { get; init; }

    /// <summary>Whether <c>iss</c> ends with a slash that the address is usually written without.</summary>
    public bool SlashEndsIssuer { get; init; }

    public IReadOnlyList<string> ClientClaims { get; init; } = ["client_id", "azp", "appid", "cid"];

    public IReadOnlyList<string> PermissionClaims { get; init; } = ["permissions"];

    public IReadOnlyList<string> ScopeClaims { get; init; } = ["scope"];

    public ScopeShape ScopeShape { get; init; } = ScopeShape.SpaceSeparated;

    public IReadOnlyList<string> RoleClaims { get; init; } = ["roles"];

    public string? TenantClaim { get; init; }
}
