namespace ZeroTrust.Security;

/// <summary>
/// The tokens that this service signs for others, and the keys that it signs with. Bound from <c>ZeroTrust:ServiceTokens</c>, set in code,
/// or both. Checked as a whole and read once, at the start.
/// </summary>
public sealed class ServiceTokensOptions
{
    /// <summary>The name of this service: the <c>sub</c> of its own tokens, the actor of those for users, and the <c>client_id</c> of both.</summary>
    /// <value>By default <see cref="ZeroTrustOptions.Service"/>; one of them is required.</value>
    public string? Service { get; set; }

    /// <summary>The <c>iss</c> of the tokens, below which the keys are published (RFC 8414 §3).</summary>
    /// <value>An absolute <c>https</c> URL without query (<c>http</c> only to loopback in Development); required.</value>
    public string? Issuer { get; set; }

    /// <summary>The signature algorithm of new keys (RFC 7518 §3.1). After a change the next key is announced at once.</summary>
    /// <value><c>ES256</c> (the default), <c>ES384</c>, <c>PS256</c> or <c>RS256</c>.</value>
    public string Algorithm { get; set; } = "ES256";

    /// <summary>How long a token lives that asks for nothing else.</summary>
    /// <value>00:00:10 to 00:15:00; 00:05:00 by default.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a key signs; up to a tenth less, by its name, so that services do not turn together.</summary>
    /// <value>At least twice the time a key is announced and retiring, to 365.00:00:00; 30.00:00:00 by default.</value>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long consumers may keep a key set: the <c>max-age</c> of the published one, and at least the refresh interval of every consumer.</summary>
    /// <value>00:01:00 to 1.00:00:00; 00:15:00 by default.</value>
    public TimeSpan KeyCacheTime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often the ring is read, so that what another process changed is seen.</summary>
    /// <value>00:00:01 to 00:01:00; 00:00:10 by default.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The algorithm of keys that others encrypt to (RFC 7518 §4.1), which are then published beside those that verify. After a change the next key comes at once.</summary>
    /// <value><c>ECDH-ES+A256KW</c>, <c>RSA-OAEP-256</c>, or null, the default, for no such keys.</value>
    public string? EncryptionAlgorithm { get; set; }

    /// <summary>How long others encrypt to one key; up to a tenth less.</summary>
    /// <value>01:00:00 to 365.00:00:00; 30.00:00:00 by default.</value>
    public TimeSpan EncryptionKeyLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a message stays readable, whenever in the life of its key it was sealed. Its key is then deleted, and what was not opened is lost.</summary>
    /// <value>01:00:00 to 3650.00:00:00, and at most 100 times <see cref="EncryptionKeyLifetime"/>; 30.00:00:00 by default.</value>
    public TimeSpan MessageLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The directory of the ring, for this service alone; it is made when it is not there. All processes of the service share it.</summary>
    /// <value>A path, relative to the content root; required outside Development unless another store was added. In Development null is a ring in memory.</value>
    public string? KeyDirectory { get; set; }

    /// <summary>A file with the key that the private keys are wrapped with: 32 random bytes, or their base64 on one line.</summary>
    /// <value>A path, relative to the content root, that only its owner may read; required outside Development unless another protector was added.</value>
    public string? KeyEncryptionKeyFile { get; set; }

    /// <summary>
    /// Where the key that the private keys are wrapped with is kept, in place of <see cref="KeyEncryptionKeyFile"/>: 32 random bytes, or their base64 on one line. After a rotation the ring is wrapped anew at its next reading, for
    /// which the one before must still be taken (<c>PreviousFor</c> of the store). It needs <c>AddSecrets</c>.
    /// </summary>
    /// <value>Such as <c>secret://vault/orders#kek</c>; null by default.</value>
    public SecretRef? KeyEncryptionKeyReference { get; set; }

    /// <summary>A file with the key-encryption key before that, which still opens keys until they have left the ring.</summary>
    /// <value>Null by default.</value>
    public string? PreviousKeyEncryptionKeyFile { get; set; }

    /// <summary>What this service may put into tokens, by audience: permissions, or patterns such as <c>payments:*</c> that bound what a request names.</summary>
    /// <value>Empty by default: tokens prove who calls, and carry no permission.</value>
    public IDictionary<string, IList<string>> Grants { get; } = new Dictionary<string, IList<string>>(StringComparer.Ordinal);

    /// <summary>The configured issuer whose users this service may act for; the same people as those of <see cref="IssuerOptions.MayActForUsersOf"/> at the services that are called.</summary>
    /// <value>One name; null, the default, is none.</value>
    public string? ActForUsersOf { get; set; }

    /// <summary>The configuration section that was read, to name settings by; null when code alone sets them.</summary>
    internal string? SectionPath { get; set; }

    /// <summary>What the configuration holds and nothing can take, for the validator.</summary>
    internal IList<SettingFault> Faults { get; } = [];
}
