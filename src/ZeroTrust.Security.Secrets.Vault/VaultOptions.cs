namespace ZeroTrust.Security;

/// <summary>Where a Vault or an OpenBao is, and how it is asked. What is wrong stops the start of the host, in one message.</summary>
public sealed class VaultOptions
{
    /// <summary>Its address, such as <c>https://vault.internal:8200</c>. A token goes there and nowhere else: redirects are not followed, and no proxy of the environment is used.</summary>
    /// <value>https; http to a loopback address, such as an agent's. Required.</value>
    public Uri? Address { get; set; }

    /// <summary>How this service proves itself.</summary>
    /// <value>Required.</value>
    public VaultLogin? Login { get; set; }

    /// <summary>The engine of key/value secrets, version 2, that the store reads.</summary>
    /// <value>Its path; <c>secret</c> by default.</value>
    public string Mount { get; set; } = "secret";

    /// <summary>The namespace (<c>X-Vault-Namespace</c>) of logins and of all that is asked.</summary>
    /// <value>Such as <c>team/orders</c>; null, the default, for none.</value>
    public string? Namespace { get; set; }

    /// <summary>A file of certificate authorities in PEM form. They stand in place of the system's: no other is trusted. It is read when Vault is first asked.</summary>
    /// <value>A path; null, the default, for the system's.</value>
    public string? CertificateAuthoritiesFile { get; set; }

    /// <summary>How long one request may take, to the end of its answer. A secret may need several: a login, and a second attempt after it.</summary>
    /// <value>100 milliseconds to 1 minute; 4 seconds by default.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>The most that is read of an answer.</summary>
    /// <value>4 KiB to 16 MiB, in bytes; 1 MiB by default.</value>
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>Whether a token of the policy <c>root</c>, which may do everything, is taken. It is for a Vault in development mode.</summary>
    /// <value>The default is <see langword="false"/>: it is refused.</value>
    public bool AllowRootToken { get; set; }

    /// <summary>The name of the store, which is this Vault's too.</summary>
    internal string Name { get; set; } = "vault";
}
