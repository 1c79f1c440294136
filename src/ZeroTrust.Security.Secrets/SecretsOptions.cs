namespace ZeroTrust.Security;

/// <summary>What holds for all stores of secrets.</summary>
public sealed class SecretsOptions
{
    /// <summary>How long the start waits for a store that cannot be asked. A secret that is missing, refused or malformed stops it at once.</summary>
    /// <value>Zero to 10 minutes; 30 seconds by default.</value>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
