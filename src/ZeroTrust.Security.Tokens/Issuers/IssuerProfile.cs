using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// The settings of one issuer, with the preset applied, checked, and in the form the rules read them. Immutable; built once for
/// each start or reload.
/// </summary>
internal sealed record IssuerProfile
{
    private static readonly IReadOnlyList<string> StandardClientClaims = ["client_id", "azp", "appid", "cid"];

    private readonly IReadOnlyList<string> _clientClaims = StandardClientClaims;
    private readonly ClaimName[] _clientClaimNames = [.. StandardClientClaims.Select(static name => new ClaimName(name))];

    /// <summary>The configured name.</summary>
    public required string Name { get; init; }

    /// <summary>The exact <c>iss</c>.</summary>
    public required string Identifier { get; init; }

    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>Allowed algorithms; the first RSA one is that of an RSA key that declares none.</summary>
    public required IReadOnlyList<SignatureAlgorithm> Algorithms { get; init; }

    public bool AllowLegacyTokenType { get; init; }

    /// <summary>Whether a <c>nonce</c> claim does not mark an ID token at this provider.</summary>
    public bool AllowNonce { get; init; }

    /// <summary>The claims that may name the OAuth client, the first present one wins; such as <c>client_id</c>, <c>azp</c>.</summary>
    public IReadOnlyList<string> ClientClaims
    {
        get => _clientClaims;
        init
        {
            _clientClaims = value;
            _clientClaimNames = [.. value.Select(static name => new ClaimName(name))];
        }
    }

    /// <summary>The same, in the form they are looked for: most tokens have none of them, so all are.</summary>
    public ReadOnlySpan<ClaimName> ClientClaimNames => _clientClaimNames;

    public IReadOnlyList<ClaimPath> PermissionClaims { get; init; } = [];

    public IReadOnlyList<ClaimPath> ScopeClaims { get; init; } = [];

    public ScopeShape ScopeShape { get; init; }

    public IReadOnlyList<ClaimPath> RoleClaims { get; init; } = [];

    public ClaimPath? TenantClaim { get; init; }

    public IReadOnlyList<ClaimPath> RequiredClaims { get; init; } = [];

    public TimeSpan? MaxLifetime { get; init; }

    public TimeSpan? MaxAge { get; init; }

    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);

    public IssuerKind Kind { get; init; }

    public ClaimPath? KindClaim { get; init; }

    /// <summary>The value of <see cref="KindClaim"/> that marks a service's token; <c>{client}</c> stands for the client claim's value.</summary>
    public string? ServiceKindValue { get; init; }

    /// <summary>The one service it speaks for; null when the client claim names it.</summary>
    public string? Service { get; init; }

    public required IssuerBounds Bounds { get; init; }

    /// <summary>Name of the issuer whose users it may act for; with several, it acts for none.</summary>
    public IReadOnlyList<string> MayActForUsersOf { get; init; } = [];
}
