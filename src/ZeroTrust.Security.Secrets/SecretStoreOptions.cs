namespace ZeroTrust.Security;

/// <summary>How the secrets of one store are kept fresh, and for how long they outlast it.</summary>
public sealed class SecretStoreOptions
{
    /// <summary>How often a secret is read anew at most; each time four fifths of it up to all of it. A lease is renewed by its own life instead.</summary>
    /// <value>1 second to 1 day; 1 minute by default.</value>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the last good value is served while the store does not answer with another. Then there is none, and what needs it fails.</summary>
    /// <value>From <see cref="RefreshInterval"/> to 30 days; 24 hours by default.</value>
    public TimeSpan LastGoodFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long verifiers still take the value before, from its replacement on.</summary>
    /// <value>Zero, for not at all, to 30 days; 1 hour by default.</value>
    public TimeSpan PreviousFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long one call may take.</summary>
    /// <value>100 milliseconds to 2 minutes; 10 seconds by default.</value>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
