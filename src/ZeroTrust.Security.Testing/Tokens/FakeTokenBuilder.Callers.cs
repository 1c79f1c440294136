namespace ZeroTrust.Security.Testing;

/// <summary>Who the token is for, and what it says of them.</summary>
public sealed partial class FakeTokenBuilder
{
    /// <summary>Names the user (<c>sub</c>).</summary>
    /// <param name="subject">The subject.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder ForUser(string subject) => Claim("sub", subject);

    /// <summary>Names a service that speaks for itself: <c>sub</c> equals <c>client_id</c> (RFC 9068 §2.2).</summary>
    /// <param name="name">The service's client identifier.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder ForService(string name) => Claim("sub", name).WithClient(name);

    /// <summary>Names the client that got the token (<c>client_id</c>).</summary>
    /// <param name="clientId">The client identifier.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder WithClient(string clientId) => Claim("client_id", clientId);

    /// <summary>Names the audience in place of the issuer's default: a string for one, an array for several (RFC 7519 §4.1.3).</summary>
    /// <param name="audiences">The audiences; none makes an empty array.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="audiences"/> is null.</exception>
    public FakeTokenBuilder WithAudience(params string[] audiences)
    {
        ArgumentNullException.ThrowIfNull(audiences);
        return audiences is [var one] ? Claim("aud", one) : ClaimList("aud", audiences);
    }

    /// <summary>Sets <c>permissions</c>.</summary>
    /// <param name="permissions">Such as <c>orders:read</c>.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder WithPermissions(params IEnumerable<string> permissions) => ClaimList("permissions", permissions);

    /// <summary>Sets <c>roles</c>.</summary>
    /// <param name="roles">Such as <c>support_agent</c>.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder WithRoles(params IEnumerable<string> roles) => ClaimList("roles", roles);

    /// <summary>Sets <c>scope</c> (RFC 6749 §3.3): one string, joined by blanks.</summary>
    /// <param name="scopes">The scopes.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder WithScopes(params IEnumerable<string> scopes) => Claim("scope", string.Join(' ', scopes));

    /// <summary>Sets <c>tenant</c>; an issuer's <see cref="IssuerOptions.TenantClaim"/> says where a service looks for it.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder WithTenant(string tenant) => Claim("tenant", tenant);
}
