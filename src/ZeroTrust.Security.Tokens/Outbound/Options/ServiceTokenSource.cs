namespace ZeroTrust.Security;

/// <summary>Where the tokens of a client of another service come from.</summary>
public enum ServiceTokenSource
{
    /// <summary>Minted here, by <see cref="IServiceTokenMinter"/>.</summary>
    Minted = 0,

    /// <summary>An authorization server, for this service itself (RFC 6749 §4.4).</summary>
    ClientCredentials = 1,

    /// <summary>An authorization server, for a user whose token is exchanged (RFC 8693).</summary>
    TokenExchange = 2,

    /// <summary>A file that the platform keeps fresh, such as a projected token of Kubernetes.</summary>
    File = 3,
}
