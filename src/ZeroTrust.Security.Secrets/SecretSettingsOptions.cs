namespace ZeroTrust.Security;

/// <summary>How references in settings are resolved.</summary>
public sealed class SecretSettingsOptions
{
    /// <summary>How long the start waits for a store that cannot be asked.</summary>
    /// <value>30 seconds by default.</value>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Sections in which references stay what they are.</summary>
    /// <value><c>ZeroTrust</c> by default: its settings take references, and not values.</value>
    public IList<string> Except { get; } = ["ZeroTrust"];
}
