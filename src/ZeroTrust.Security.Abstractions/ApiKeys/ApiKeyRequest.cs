namespace ZeroTrust.Security;

/// <summary>What an API key is to be made for. Immutable.</summary>
/// <param name="Service">The service that it proves; without blanks around it or control characters in it, at most 128 characters.</param>
public sealed record ApiKeyRequest(string Service)
{
    /// <summary>What the service may do by it where no user's token comes with it.</summary>
    /// <value>Permission names without wildcard, at most 256; none by default.</value>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>The tenant that the service acts in.</summary>
    /// <value>As a service's name; null, the default, for none.</value>
    public string? Tenant { get; init; }

    /// <summary>How long the key is taken.</summary>
    /// <value>A minute at least, <c>ApiKeys:MaxLifetime</c> at most; null, the default, for <c>ApiKeys:Lifetime</c>.</value>
    public TimeSpan? Lifetime { get; init; }
}
