using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Every setting that decides where an issuer's keys come from and which are taken, and no other. Two equal values mean that a
/// reload may keep the keys it has. Immutable.
/// </summary>
internal sealed record IssuerKeySettings
{
    public required string IssuerName { get; init; }

    /// <summary>The exact <c>iss</c>, which the discovery document must repeat.</summary>
    public required string Identifier { get; init; }

    public required ValueList<SignatureAlgorithm> Algorithms { get; init; }

    /// <summary>Whether the keys are those of a recipient, to encrypt to, and not those of an issuer, to verify with.</summary>
    public bool ForEncryption { get; init; }

    public string? Authority { get; init; }

    public string? JwksUri { get; init; }

    public string? Jwks { get; init; }

    public string? JwksFile { get; init; }

    public ValueList<string> KeyHosts { get; init; } = new([]);

    public string? CertificateAuthoritiesFile { get; init; }

    public string? Proxy { get; init; }

    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan LastKnownGood { get; init; } = TimeSpan.FromHours(24);

    public TimeSpan? MaxKeyAge { get; init; }

    /// <summary>How long one request waits for a fetch.</summary>
    public TimeSpan KeyWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether keys had under these settings are good under the others: only how often they are fetched, and how long a request waits,
    /// differs. Where keys have a maximum age, its count stays with who began it.
    /// </summary>
    public bool GivesTheKeysOf(IssuerKeySettings other) =>
        MaxKeyAge is null && this == other with { RefreshInterval = RefreshInterval, KeyWait = KeyWait };

    public static IssuerKeySettings From(IssuerProfile profile, IssuerOptions options, TimeSpan keyWait) => new()
    {
        IssuerName = profile.Name,
        Identifier = profile.Identifier,
        Algorithms = new(profile.Algorithms),
        Authority = options.Authority,
        JwksUri = options.JwksUri,
        Jwks = options.Jwks,
        JwksFile = options.JwksFile,
        KeyHosts = new(options.KeyHosts),
        CertificateAuthoritiesFile = options.CertificateAuthoritiesFile,
        Proxy = options.Proxy,
        RefreshInterval = options.RefreshInterval,
        LastKnownGood = options.LastKnownGood,
        MaxKeyAge = options.MaxKeyAge,
        KeyWait = keyWait,
    };
}
