using System.Runtime.CompilerServices;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>Microsoft.IdentityModel's <see cref="JsonWebTokenHandler"/> with settings as equal to ours as it has them.</summary>
internal sealed class HandlerSide
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = TestWorld.MaxTokenBytes };
    private readonly TokenValidationParameters _parameters;

    public HandlerSide(TestWorld world, TimeProvider clock)
    {
        _parameters = new()
        {
            ValidIssuers = world.Issuers.Select(static issuer => issuer.Identifier),
            ValidAudiences = world.Issuers.SelectMany(static issuer => issuer.Audiences),
            ValidAlgorithms = [.. world.Issuers.SelectMany(static issuer => issuer.Algorithms).Distinct()],
            IssuerSigningKeys = [.. world.Issuers.SelectMany(static issuer => new JsonWebKeySet(issuer.KeySet).GetSigningKeys())],
            ClockSkew = TimeSpan.FromSeconds(TestWorld.SkewSeconds),
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            TypeValidator = (type, token, _) =>
                world.Issuers.Any(issuer => issuer.Identifier == token.Issuer && issuer.AllowsType(string.IsNullOrEmpty(type) ? null : type)) ? type : throw new SecurityTokenInvalidTypeException(),
        };
        SetTimeProvider(_parameters, clock);
    }

    public async Task<TokenValidationResult> ValidateAsync(string token) =>
        await _handler.ValidateTokenAsync(token, _parameters).ConfigureAwait(false);

    /// <summary>The handler's clock is a setting, but in this version not a public one.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_TimeProvider")]
    private static extern void SetTimeProvider(TokenValidationParameters parameters, TimeProvider clock);
}
