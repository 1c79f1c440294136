using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using JsonWebKeySet = Microsoft.IdentityModel.Tokens.JsonWebKeySet;

namespace ZeroTrust.Security.Benchmarks.Subjects;

/// <summary>Microsoft.IdentityModel's two handlers as their makers advise: one instance, full parameters, the provider cache on.</summary>
internal sealed class IdentityModelPeer
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly JwtSecurityTokenHandler _older = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _parameters = Parameters();

    public static TokenValidationParameters Parameters(string? keySet = null) => new()
    {
        ValidIssuer = ReferenceToken.Issuer,
        ValidAudience = ReferenceToken.Audience,
        ValidAlgorithms = ["RS256", "ES256"],
        ValidTypes = ["at+jwt"],
        IssuerSigningKeys = [.. new JsonWebKeySet(keySet ?? BenchmarkKey.KeySet).GetSigningKeys()],
        ClockSkew = TimeSpan.FromSeconds(30),
        RequireExpirationTime = true,
        RequireSignedTokens = true,
    };

    public TokenValidationResult Validate(string token) => _handler.ValidateTokenAsync(token, _parameters).GetAwaiter().GetResult();

    /// <summary>Validates a token that must be good.</summary>
    public SecurityToken Accept(string token)
    {
        var result = Validate(token);
        return result.IsValid ? result.SecurityToken : throw new InvalidOperationException("The peer refuses a good token.", result.Exception);
    }

    /// <summary>Validates a good token and reads one claim, which builds the identity.</summary>
    public string AcceptAndRead(string token) => Validate(token).ClaimsIdentity.FindFirst("sub")!.Value;

    public SecurityToken AcceptOlder(string token)
    {
        _older.ValidateToken(token, _parameters, out var validated);
        return validated;
    }
}
