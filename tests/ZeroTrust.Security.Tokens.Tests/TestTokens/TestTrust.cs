using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Tests.TestTokens;

/// <summary>A validator with one issuer (or more), real keys and a clock that stands still.</summary>
internal sealed class TestTrust : ITrustSource
{
    public const string Issuer = "https://id.example";
    public const string Audience = "orders";

    public TestTrust(Func<IssuerProfile, IssuerProfile>? change = null, IIssuerKeys? keys = null, ILogger<TokenValidator>? log = null, IRevocationCheck? revocations = null)
    {
        Keys = keys as TestIssuerKeys ?? new([.. Enum.GetValues<SignatureAlgorithm>().Select(static algorithm => TestKey.For(algorithm).Public)]);
        Current = Snapshot([new Issuer((change ?? (static profile => profile))(Profile()), keys ?? Keys)]);
        Revocations = new(this, Clock);
        Validator = new(this, revocations ?? Revocations, Clock, new TokenMetrics(), log ?? NullLogger<TokenValidator>.Instance);
    }

    public static DateTimeOffset Start { get; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ManualTimeProvider Clock { get; } = new(Start);

    public TestIssuerKeys Keys { get; }

    public TrustSnapshot Current { get; set; }

    public RevocationList Revocations { get; }

    public TokenValidator Validator { get; }

    public static IssuerProfile Profile(string name = "corporate", string identifier = Issuer) => new()
    {
        Name = name,
        Identifier = identifier,
        Audiences = [Audience],
        Algorithms = Enum.GetValues<SignatureAlgorithm>(),
        PermissionClaims = [Path("permissions")],
        ScopeClaims = [Path("scope")],
        RoleClaims = [Path("roles")],
        TenantClaim = Path("tenant"),
        Bounds = new(AssertionBounds.All()),
    };

    public static TrustSnapshot Snapshot(params Issuer[] issuers) => SnapshotWith(CacheLimits.Default, issuers);

    public static TrustSnapshot SnapshotWith(CacheLimits cache, params Issuer[] issuers) => new()
    {
        Cache = cache,
        Version = 1,
        Issuers = issuers.ToFrozenDictionary(static issuer => issuer.Profile.Identifier, StringComparer.Ordinal),
        Roles = new Dictionary<string, IReadOnlyList<string>> { ["support"] = ["customers:*"], ["admin"] = ["*"] }.ToFrozenDictionary(StringComparer.Ordinal),
        MaxTokenBytes = 8 * 1024,
        MaxHeaderBytes = 1024,
    };

    public static ClaimPath Path(string text) => ClaimPath.TryParse(text, out var path) ? path! : throw new ArgumentException(text);

    /// <summary>Validates a token that must be decided without waiting.</summary>
    public TokenVerdict Validate(string token) => Validate(token.AsMemory());

    public TokenVerdict Validate(ReadOnlyMemory<char> token) => Validate(token, default);

    public TokenVerdict Validate(ReadOnlyMemory<char> token, TokenProof proof)
    {
        var verdict = Validator.ValidateAsync(token, proof);
        return verdict.IsCompletedSuccessfully ? verdict.Result : throw new InvalidOperationException("The validator waits.");
    }

    public TokenVerdict Validate(TestToken token) => Validate(token.ToString());

    public void AssertAccepted(TestToken token) => Assert.Equal(TokenFailure.None, Validate(token).Failure);

    public void AssertRefused(TokenFailure expected, string token, string? row = null)
    {
        var verdict = Validate(token);
        Assert.True(verdict.Failure == expected, $"{verdict.Failure} in place of {expected}: {row ?? token}");
        Assert.False(verdict.Accepted);
        Assert.Null(verdict.Token);
    }

    public void AssertRefused(TokenFailure expected, TestToken token) =>
        AssertRefused(expected, token.ToString(), $"{token.HeaderText()} {token.PayloadText()}");
}
