namespace ZeroTrust.Security;

/// <summary>A ciphertext or a signature of Vault's, as <c>vault:v3:…</c>. It is no secret.</summary>
/// <param name="Text">The whole: to be kept, and given back as it is.</param>
/// <param name="KeyVersion">The version of the key that made it; 1 or more.</param>
public readonly record struct VaultTransitText(string Text, int KeyVersion)
{
    /// <summary>The most that is encrypted or signed at once, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The text.</summary>
    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;
}
