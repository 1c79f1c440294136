namespace ZeroTrust.Security.Testing;

/// <summary>When the token is valid, by the issuer's clock.</summary>
public sealed partial class FakeTokenBuilder
{
    /// <summary>Sets <c>exp</c>.</summary>
    /// <param name="at">The instant, cut to the second.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder ExpiresAt(DateTimeOffset at) => Claim("exp", at.ToUnixTimeSeconds());

    /// <summary>Sets <c>exp</c> from now.</summary>
    /// <param name="lifetime">How long the token is valid; negative for one that is over.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder ExpiresIn(TimeSpan lifetime) => ExpiresAt(_issuer.Clock.GetUtcNow() + lifetime);

    /// <summary>A token that was good an hour ago and is expired, far beyond any skew.</summary>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder Expired() => IssuedAt(_issuer.Clock.GetUtcNow() - TimeSpan.FromHours(2)).ExpiresIn(TimeSpan.FromHours(-1));

    /// <summary>Sets <c>nbf</c>.</summary>
    /// <param name="at">The instant, cut to the second.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder NotBefore(DateTimeOffset at) => Claim("nbf", at.ToUnixTimeSeconds());

    /// <summary>A token that is valid in an hour and not before, far beyond any skew.</summary>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder NotYetValid() => NotBefore(_issuer.Clock.GetUtcNow() + TimeSpan.FromHours(1)).ExpiresIn(TimeSpan.FromHours(2));

    /// <summary>Sets <c>iat</c>.</summary>
    /// <param name="at">The instant, cut to the second.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder IssuedAt(DateTimeOffset at) => Claim("iat", at.ToUnixTimeSeconds());
}
