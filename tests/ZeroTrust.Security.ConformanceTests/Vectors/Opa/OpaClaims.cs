using System.Collections.Frozen;
using System.Text;
using ZeroTrust.Security.ConformanceTests.Vectors.Tokens;
using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Opa;

/// <summary>
/// The claims rules, run for exactly what a case constrains. There is no setting that lifts a requirement of the validator's, so the
/// rules are called one by one here, and a missing <c>exp</c> is filled in with the latest there is.
/// </summary>
internal static class OpaClaims
{
    private static readonly byte[] LatestExpiry = Encoding.ASCII.GetBytes($",\"exp\":{NumericDate.Max}}}");

    public static TokenFailure Check(OpaVector vector, byte[] payload)
    {
        using var read = StrictJson.Read(payload, new JsonNode[64]);
        var failure = TokenClaims.TryRead(read, out var given);
        if (failure != TokenFailure.None)
        {
            return failure;
        }

        byte[] filled = given.Has(RegisteredClaim.Expires) ? payload : [.. payload.AsSpan().TrimEnd("} \r\n"u8), .. LatestExpiry];
        using var json = StrictJson.Read(filled, new JsonNode[64]);
        failure = TokenClaims.TryRead(json, out var claims);
        return failure != TokenFailure.None ? failure : CheckRules(vector, claims);
    }

    private static TokenFailure CheckRules(OpaVector vector, TokenClaims claims)
    {
        var issuer = VectorTrust.Profile with { Identifier = vector.Issuer ?? VectorTrust.Issuer, ClockSkew = TimeSpan.Zero };
        var failure = vector.Issuer is null ? TokenFailure.None : IssuerRule.Check(claims, Trust(issuer), out _);
        if (failure == TokenFailure.None && (vector.Audience is not null || claims.Has(RegisteredClaim.Audience)))
        {
            failure = AudienceRule.Check(claims, vector.Audience is null ? [] : [vector.Audience]);
        }

        return failure == TokenFailure.None ? LifetimeRule.Check(claims, issuer, vector.Now, out _) : failure;
    }

    private static TrustSnapshot Trust(IssuerProfile issuer) => new()
    {
        Version = 1,
        Issuers = new Dictionary<string, Issuer>(StringComparer.Ordinal) { [issuer.Identifier] = new(issuer, new StaticIssuerKeys(new([]))) }.ToFrozenDictionary(StringComparer.Ordinal),
        Roles = FrozenDictionary<string, IReadOnlyList<string>>.Empty,
        MaxTokenBytes = 8192,
        MaxHeaderBytes = 1024,
    };
}
