namespace ZeroTrust.Security;

/// <summary>By what a caller is known.</summary>
public enum CallerKeyKind
{
    /// <summary>By nothing: the default value, which reaches nobody.</summary>
    None = 0,

    /// <summary>By issuer and subject: a user.</summary>
    User = 1,

    /// <summary>By the name of a service.</summary>
    Service = 2,

    /// <summary>By issuer and OAuth client.</summary>
    Client = 3,

    /// <summary>By the network a request came from.</summary>
    Network = 4,
}
