namespace ZeroTrust.Security;

/// <summary>
/// Whom this service encrypts for, and how large messages may be. Bound from <c>ZeroTrust:Encryption</c>, set in code, or both. Checked as a
/// whole and read once, at the start. The keys that open what others encrypt for this service are those of its key ring
/// (<see cref="ServiceTokensOptions.EncryptionAlgorithm"/>).
/// </summary>
public sealed class EncryptionOptions
{
    /// <summary>The name by which others encrypt for this service: the <c>aud</c> of messages to it.</summary>
    /// <value>By default <see cref="ZeroTrustOptions.Service"/>; without one nothing is opened.</value>
    public string? Service { get; set; }

    /// <summary>The recipients by name.</summary>
    /// <value>Empty by default: then this service encrypts for nobody.</value>
    public IDictionary<string, EncryptionRecipientOptions> Recipients { get; } = new Dictionary<string, EncryptionRecipientOptions>(StringComparer.Ordinal);

    /// <summary>The longest header of a message that is opened, decoded.</summary>
    /// <value>256 to 8192 bytes; 1024 by default.</value>
    public int MaxHeaderBytes { get; set; } = 1024;

    /// <summary>The longest content that is sealed or opened.</summary>
    /// <value>1 to 16777216 bytes; 65536 by default.</value>
    public int MaxPlaintextBytes { get; set; } = 64 * 1024;

    /// <summary>The configuration section that was read, to name settings by; null when code alone sets them.</summary>
    internal string? SectionPath { get; set; }

    /// <summary>What the configuration holds and nothing can take, for the validator.</summary>
    internal IList<SettingFault> Faults { get; } = [];

    /// <summary>Adds a recipient, or changes one that is there.</summary>
    /// <param name="service">Its name: the <c>aud</c> of messages to it.</param>
    /// <param name="configure">Sets it up.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public EncryptionOptions EncryptFor(string service, Action<EncryptionRecipientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(configure);
        if (!Recipients.TryGetValue(service, out var recipient))
        {
            Recipients.Add(service, recipient = new());
        }

        configure(recipient);
        return this;
    }
}
