namespace ZeroTrust.Security.Testing;

/// <summary>A client that may fetch tokens by client credentials (RFC 6749 §4.4).</summary>
/// <param name="Id">Its identifier: <c>sub</c> and <c>client_id</c> of its tokens.</param>
/// <param name="Secret">Its secret.</param>
public sealed record FakeClient(string Id, string Secret)
{
    /// <summary>The audience of its tokens.</summary>
    /// <value>Null, the default, is the issuer's.</value>
    public string? Audience { get; init; }

    /// <summary>The scopes it may ask for; all of them when it asks for none.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The permissions in its tokens.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>The roles in its tokens.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Names the client and not its secret.</summary>
    /// <returns>Its identifier.</returns>
    public override string ToString() => Id;
}
