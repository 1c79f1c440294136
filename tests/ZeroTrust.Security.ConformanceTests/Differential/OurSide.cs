using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>Our validator over the issuers of the test, with keys at hand so that nothing waits.</summary>
internal sealed class OurSide(TestWorld world, TimeProvider clock, CacheLimits? cache = null, IMeterFactory? meters = null) : IDisposable
{
    private readonly TokenValidator _validator = Validator(new FixedTrust(Trust(world, cache ?? CacheLimits.Default)), clock, meters);

    public ValueTask<TokenVerdict> ValidateAsync(string token) => _validator.ValidateAsync(token.AsMemory(), CancellationToken.None);

    public void Dispose() => _validator.Dispose();

    private static TokenValidator Validator(FixedTrust trust, TimeProvider clock, IMeterFactory? meters) =>
        new(trust, new RevocationList(trust, clock), clock, new TokenMetrics(meters), NullLogger<TokenValidator>.Instance, new(meters));

    private static TrustSnapshot Trust(TestWorld world, CacheLimits cache) => new()
    {
        Cache = cache,
        Version = 1,
        Issuers = world.Issuers.ToFrozenDictionary(static issuer => issuer.Identifier, ToIssuer, StringComparer.Ordinal),
        Roles = FrozenDictionary<string, IReadOnlyList<string>>.Empty,
        MaxTokenBytes = TestWorld.MaxTokenBytes,
        MaxHeaderBytes = TestWorld.MaxHeaderBytes,
    };

    private static Issuer ToIssuer(TestIssuer issuer) =>
        new(ToProfile(issuer), new FixedKeys(new([.. issuer.Keys.Select(static key => key.ToVerificationKey())])));

    private static IssuerProfile ToProfile(TestIssuer issuer) => new()
    {
        Name = issuer.Name,
        Identifier = issuer.Identifier,
        Audiences = issuer.Audiences,
        Algorithms = [.. issuer.Algorithms.Select(Enum.Parse<SignatureAlgorithm>)],
        AllowLegacyTokenType = issuer.LegacyTypes,
        ScopeClaims = [Path("scope")],
        RoleClaims = [Path("roles")],
        PermissionClaims = [Path("permissions")],
        TenantClaim = Path("tenant"),
        ClockSkew = TimeSpan.FromSeconds(TestWorld.SkewSeconds),
        Bounds = new(new() { Roles = ["*"], Permissions = ["*"], Scopes = ["*"], Tenants = ["*"] }),
    };

    private static ClaimPath Path(string name) => ClaimPath.TryParse(name, out var path) ? path! : throw new ArgumentException(name);

    private sealed class FixedTrust(TrustSnapshot trust) : ITrustSource
    {
        public TrustSnapshot Current => trust;
    }
}
