namespace ZeroTrust.Security;

/// <summary>Where the key of one recipient is published. Bound from <c>ZeroTrust:Encryption:Recipients</c> and the recipient's name, set in code, or both.</summary>
public sealed class EncryptionRecipientOptions
{
    /// <summary>The issuer URL of the recipient, whose discovery document names its key set (RFC 8414 §3).</summary>
    /// <value>An absolute <c>https</c> URL without query (<c>http</c> only to loopback in Development). One of this, <see cref="JwksUri"/>, <see cref="Jwks"/> and <see cref="JwksFile"/> is required.</value>
    public string? Authority { get; set; }

    /// <summary>The address of the key set, where there is no discovery document.</summary>
    /// <value>As <see cref="Authority"/>.</value>
    public string? JwksUri { get; set; }

    /// <summary>The key set itself (RFC 7517 §5).</summary>
    public string? Jwks { get; set; }

    /// <summary>A file with the key set, read again every few seconds.</summary>
    /// <value>A path, relative to the content root.</value>
    public string? JwksFile { get; set; }

    /// <summary>Hosts beside that of the authority on which its key set may be.</summary>
    /// <value>Empty by default.</value>
    public IList<string> KeyHosts { get; } = [];

    /// <summary>A file with the certificate authorities that the server's certificate must lead to, in place of the system's.</summary>
    public string? CertificateAuthoritiesFile { get; set; }

    /// <summary>The proxy that leads there.</summary>
    /// <value>An absolute <c>http</c> URL of host and port; null, the default, is none.</value>
    public string? Proxy { get; set; }

    /// <summary>How often the keys are fetched.</summary>
    /// <value>00:01:00 to 1.00:00:00; 00:15:00 by default.</value>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a key is encrypted to without a fetch that succeeds. The recipient counts on it.</summary>
    /// <value>More than <see cref="RefreshInterval"/>, to 1.00:00:00, the default.</value>
    public TimeSpan LastKnownGood { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The same as an issuer, which it is found, fetched and checked like.</summary>
    internal IssuerOptions AsIssuer(string name)
    {
        var issuer = new IssuerOptions
        {
            Authority = Authority,
            Issuer = Authority ?? name,
            JwksUri = JwksUri,
            Jwks = Jwks,
            JwksFile = JwksFile,
            CertificateAuthoritiesFile = CertificateAuthoritiesFile,
            Proxy = Proxy,
            RefreshInterval = RefreshInterval,
            LastKnownGood = LastKnownGood,
        };
        foreach (var host in KeyHosts)
        {
            issuer.KeyHosts.Add(host);
        }

        return issuer;
    }
}
