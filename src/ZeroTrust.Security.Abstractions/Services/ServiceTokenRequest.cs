namespace ZeroTrust.Security;

/// <summary>
/// What a token for a call to another service is to say. Immutable; two that are equal in every part may share a token, any difference
/// means another one.
/// </summary>
public sealed class ServiceTokenRequest
{
    /// <summary>The service that the token is for: its one <c>aud</c> (RFC 9068 §2.2), or the <c>audience</c> that is asked for (RFC 8693 §2.1).</summary>
    /// <value>1 to 256 printable ASCII characters without spaces; never a pattern.</value>
    public required string Audience { get; init; }

    /// <summary>The permissions that the token is to carry, within what the configuration grants this service.</summary>
    /// <value>Names such as <c>payments:charge</c>. Empty, the default, is all that is granted by name for the audience. Only minted tokens carry them: another source refuses.</value>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>The scopes to ask an authorization server for (RFC 6749 §3.3).</summary>
    /// <value>Empty by default: what is configured for the client, else what the server gives without being asked. Minted tokens carry none, and a request for one with scopes is refused.</value>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The tenant that the call is about.</summary>
    /// <value>Null by default. Only minted tokens carry it: another source refuses.</value>
    public string? Tenant { get; init; }

    /// <summary>The user for whom the call is made, as proven to this service.</summary>
    /// <value>Null by default: this service speaks for itself. Only a minted or an exchanged token carries one: another source refuses.</value>
    public DelegatedUser? User { get; init; }

    /// <summary>How long the token is to live.</summary>
    /// <value>00:00:10 to 00:15:00; null, the default, is the configured lifetime. Only minted tokens follow it.</value>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Claims of the application's own, as text.</summary>
    /// <value>Empty by default. A registered or reserved name, such as <c>sub</c>, <c>exp</c> or <c>permissions</c>, is refused. Only minted tokens carry them: another source refuses.</value>
    public IReadOnlyDictionary<string, string> Claims { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal).AsReadOnly();
}
