namespace ZeroTrust.Security;

/// <summary>
/// The settings of one trusted issuer: where its keys come from, which tokens of it are taken, and what it may say of a caller.
/// Bound from <c>ZeroTrust:Issuers:{name}</c>; a list may also be given as one space-separated string.
/// </summary>
public sealed class IssuerOptions
{
    /// <summary>The issuer's address, whose discovery document names its keys (OpenID Connect Discovery 1.0 §4).</summary>
    /// <value>An absolute <c>https</c> URL (<c>http</c> only to loopback in Development). One of <see cref="Authority"/>, <see cref="JwksUri"/>, <see cref="Jwks"/> and <see cref="JwksFile"/> is required.</value>
    public string? Authority { get; set; }

    /// <summary>The exact <c>iss</c> of its tokens (RFC 8725 §3.8), compared ordinally.</summary>
    /// <value>By default <see cref="Authority"/>, with a trailing slash where the preset has one; required without an authority.</value>
    public string? Issuer { get; set; }

    /// <summary>The address of its key set, in place of discovery (RFC 7517 §5).</summary>
    /// <value>An absolute <c>https</c> URL; null by default.</value>
    public string? JwksUri { get; set; }

    /// <summary>Its key set as JSON, in place of any address: public keys only.</summary>
    /// <value>Null by default.</value>
    public string? Jwks { get; set; }

    /// <summary>A file with its key set, read again when it changes.</summary>
    /// <value>Null by default.</value>
    public string? JwksFile { get; set; }

    /// <summary>The identity provider whose token shape the other settings default to.</summary>
    /// <value><see cref="IssuerPreset.Standard"/> by default.</value>
    public IssuerPreset Preset { get; set; }

    /// <summary>The audiences that name this service (RFC 7519 §4.1.3). A token needs one of them, compared ordinally.</summary>
    /// <value>At least one; no default.</value>
    public IList<string> Audiences { get; init => field = [.. value]; } = [];

    /// <summary>The signature algorithms taken (RFC 7518 §3.1). The first RSA one is the algorithm of an RSA key that declares none.</summary>
    /// <value>Of <c>RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512</c>; empty means all nine in this order.</value>
    public IList<string> Algorithms { get; init => field = [.. value]; } = [];

    /// <summary>Takes tokens of type <c>JWT</c> or none beside <c>at+jwt</c>, then refuses those with the marks of an ID token and those without a client claim.</summary>
    /// <value>By default as the preset has it: <see langword="false"/> for <see cref="IssuerPreset.Standard"/>.</value>
    public bool? AllowLegacyTokenType { get; set; }

    /// <summary>Where permissions stand: member names joined by dots, or a JSON Pointer that begins with a slash (RFC 6901).</summary>
    /// <value>Empty means the preset's, <c>permissions</c> for most.</value>
    public IList<string> PermissionClaims { get; init => field = [.. value]; } = [];

    /// <summary>Where scopes stand.</summary>
    /// <value>Empty means the preset's, <c>scope</c> for most.</value>
    public IList<string> ScopeClaims { get; init => field = [.. value]; } = [];

    /// <summary>How scopes are written.</summary>
    /// <value>By default as the preset has it.</value>
    public ScopeShape? ScopeShape { get; set; }

    /// <summary>Where roles stand.</summary>
    /// <value>Empty means the preset's, <c>roles</c> for most.</value>
    public IList<string> RoleClaims { get; init => field = [.. value]; } = [];

    /// <summary>Where the tenant stands.</summary>
    /// <value>By default as the preset has it; null means that the issuer names no tenants.</value>
    public string? TenantClaim { get; set; }

    /// <summary>Claims that a token must carry, not empty, beside <c>sub</c>.</summary>
    /// <value>Empty by default.</value>
    public IList<string> RequiredClaims { get; init => field = [.. value]; } = [];

    /// <summary>The longest <c>exp</c> minus <c>iat</c>.</summary>
    /// <value>More than zero; null, the default, sets no limit.</value>
    public TimeSpan? MaxLifetime { get; set; }

    /// <summary>The oldest token taken, counted from <c>iat</c>.</summary>
    /// <value>More than zero; null, the default, sets no limit.</value>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>How far this service's clock and the issuer's may differ; applied once.</summary>
    /// <value>00:00:00 to 00:01:00; 00:00:30 by default.</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whom the tokens speak for.</summary>
    /// <value>Null, the default, is <see cref="IssuerKind.Users"/> while there is only one issuer; with two or more each must say.</value>
    public IssuerKind? Kind { get; set; }

    /// <summary>For <see cref="IssuerKind.Mixed"/>: the claim that tells a service's token from a user's.</summary>
    /// <value>Such as <c>idtyp</c> or <c>gty</c>; null by default.</value>
    public string? KindClaim { get; set; }

    /// <summary>The value of <see cref="KindClaim"/> that marks a service's token; any other value, or none, is a user's.</summary>
    /// <value>Such as <c>app</c>; <c>{client}</c> stands for the value of the client claim (RFC 9068 §2.2: <c>sub</c> equals <c>client_id</c>).</value>
    public string? ServiceKindValue { get; set; }

    /// <summary>The one service that an issuer of kind <see cref="IssuerKind.Services"/> speaks for.</summary>
    /// <value>Null by default: then the client claim names the service, within <see cref="AssertionBounds.Services"/>.</value>
    public string? Service { get; set; }

    /// <summary>What the issuer may say of a caller.</summary>
    /// <value>Null, the default, is everything while there is only one issuer. With two or more an issuer of users must say; for one of services null is nothing.</value>
    public AssertionBounds? MayAssert { get; set; }

    /// <summary>The configured issuer whose users a service issuer may name as the one it acts for (RFC 8693 §4.1). It names no tenant of theirs.</summary>
    /// <value>One name, since nothing in a token says of which of several its user is; empty by default: none.</value>
    public IList<string> MayActForUsersOf { get; init => field = [.. value]; } = [];

    /// <summary>Hosts beside the authority's own that its <c>jwks_uri</c> may name.</summary>
    /// <value>Host names without port; empty by default.</value>
    public IList<string> KeyHosts { get; init => field = [.. value]; } = [];

    /// <summary>A file with the certificates, in PEM, of the authorities that may vouch for the issuer's server, in place of the system's.</summary>
    /// <value>Null by default.</value>
    public string? CertificateAuthoritiesFile { get; set; }

    /// <summary>The proxy to fetch keys through. The environment's proxy settings are ignored.</summary>
    /// <value>An absolute <c>http</c> URL; null by default.</value>
    public string? Proxy { get; set; }

    /// <summary>How often keys are fetched anew, ahead of need and with jitter.</summary>
    /// <value>00:01:00 to 1.00:00:00; 00:15:00 by default.</value>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the last good key set serves while the issuer cannot be reached.</summary>
    /// <value>00:05:00 to 7.00:00:00; 1.00:00:00 by default.</value>
    public TimeSpan LastKnownGood { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The longest a key is trusted after it was first seen, however long the issuer publishes it.</summary>
    /// <value>More than zero; null, the default, sets no limit.</value>
    public TimeSpan? MaxKeyAge { get; set; }
}
