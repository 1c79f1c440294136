namespace ZeroTrust.Security;

/// <summary>
/// How API keys look and are kept. Bound from <c>ZeroTrust:ApiKeys</c>, set in code, or both. Checked as a whole and read once, at the
/// start.
/// </summary>
public sealed class ApiKeyOptions
{
    /// <summary>What keys begin with, followed by <c>_</c>: scanners of secrets know keys by it. A new one stops the keys that were made before.</summary>
    /// <value>2 to 24 letters, digits and <c>_</c>, a letter first and no <c>_</c> last, and not beginning as a token does (<c>ey</c>); <c>ztk</c> by default.</value>
    public string Prefix { get; set; } = "ztk";

    /// <summary>The directory that keys are kept in, for this service alone; it is made when it is not there. All processes of the service share it.</summary>
    /// <value>A path, relative to the content root; required unless another store was added.</value>
    public string? Directory { get; set; }

    /// <summary>A file with the pepper, the secret that keys are hashed under: 32 random bytes, or their base64 on one line. Keep it apart from the store.</summary>
    /// <value>A path, relative to the content root, that only its owner may read; required unless the pepper is given in code.</value>
    public string? PepperFile { get; set; }

    /// <summary>
    /// Where the pepper is kept, in place of <see cref="PepperFile"/>: 32 random bytes, or their base64 on one line. A rotation counts at once; keys made under the one before are taken for as long as the store's
    /// <c>PreviousFor</c> says, so rotate them within that time. It needs <c>AddSecrets</c>.
    /// </summary>
    /// <value>Such as <c>secret://vault/orders#pepper</c>; null by default.</value>
    public SecretRef? PepperReference { get; set; }

    /// <summary>A file with the pepper before that. Keys made under it are taken until they expire or are rotated.</summary>
    /// <value>Null by default.</value>
    public string? PreviousPepperFile { get; set; }

    /// <summary>Whether a key is also taken as <c>Authorization: Bearer</c>, told from a token by its prefix, beside <c>X-Api-Key</c>.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool AllowBearer { get; set; }

    /// <summary>How long a key is taken that was made without saying.</summary>
    /// <value>00:01:00 to <see cref="MaxLifetime"/>; 90.00:00:00 by default.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>The longest that a key may be made for. There is none that never expires.</summary>
    /// <value>00:01:00 to 3650.00:00:00; 365.00:00:00 by default.</value>
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How often the store is read: the longest that a revocation by another process stays unseen.</summary>
    /// <value>00:00:01 to 00:00:05; 00:00:02 by default.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How old the last reading of the store may be. Beyond that keys are answered 503.</summary>
    /// <value>00:00:10 to 1.00:00:00; 00:01:00 by default.</value>
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often it is written to the store when keys were last used, and how coarse that is.</summary>
    /// <value>00:00:10 to 1.00:00:00; 00:05:00 by default.</value>
    public TimeSpan LastUsedInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The configuration section that was read, to name settings by; null when code alone sets them.</summary>
    internal string? SectionPath { get; set; }

    /// <summary>What the configuration holds and nothing can take, for the validator.</summary>
    internal IList<SettingFault> Faults { get; } = [];
}
