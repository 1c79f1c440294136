namespace ZeroTrust.Security.Testing;

/// <summary>
/// A user or service of a <see cref="FakeTokenIssuer"/>, with what every token of theirs says. Immutable; made by
/// <see cref="FakeTokenIssuer.User"/> and <see cref="FakeTokenIssuer.Service"/>.
/// </summary>
public sealed class FakeCaller
{
    private readonly FakeTokenIssuer _issuer;
    private readonly Action<FakeTokenBuilder> _describe;

    internal FakeCaller(FakeTokenIssuer issuer, Action<FakeTokenBuilder> describe)
    {
        _issuer = issuer;
        _describe = describe;
    }

    /// <summary>The same caller with roles.</summary>
    /// <param name="roles">Such as <c>support_agent</c>.</param>
    /// <returns>A new caller.</returns>
    public FakeCaller WithRoles(params string[] roles) => With(token => token.WithRoles(roles));

    /// <summary>The same caller with scopes.</summary>
    /// <param name="scopes">Such as <c>orders.read</c>.</param>
    /// <returns>A new caller.</returns>
    public FakeCaller WithScopes(params string[] scopes) => With(token => token.WithScopes(scopes));

    /// <summary>The same caller in a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>A new caller.</returns>
    public FakeCaller InTenant(string tenant) => With(token => token.WithTenant(tenant));

    /// <summary>The same caller with anything changed in their tokens.</summary>
    /// <param name="change">Changes each token after what was said before.</param>
    /// <returns>A new caller.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="change"/> is null.</exception>
    public FakeCaller With(Action<FakeTokenBuilder> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new(_issuer, _describe + change);
    }

    /// <summary>Begins a token of this caller.</summary>
    /// <param name="permissions">Its <c>permissions</c>; none leaves the claim out.</param>
    /// <returns>The builder, for more.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="permissions"/> is null.</exception>
    public FakeTokenBuilder Token(params string[] permissions)
    {
        ArgumentNullException.ThrowIfNull(permissions);
        var token = _issuer.Token();
        _describe(token);
        return permissions.Length == 0 ? token : token.WithPermissions(permissions);
    }
}
