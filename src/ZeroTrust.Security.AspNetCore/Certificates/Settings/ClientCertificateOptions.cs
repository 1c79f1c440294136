using ZeroTrust.Security.StrictSettings;

namespace ZeroTrust.Security;

/// <summary>
/// Which client certificates prove a service. Bound from <c>ZeroTrust:ClientCertificates</c>, and read once, at the start; the bundle is
/// followed while the service runs.
/// </summary>
public sealed class ClientCertificateOptions
{
    /// <summary>The certificate authorities that may vouch for clients: a file of PEM, or a directory of <c>.pem</c>, <c>.crt</c> and <c>.cer</c> files.</summary>
    /// <value>A path, relative to the content root. Required. Roots, and the intermediates that clients or proxies do not send; the system's roots never count.</value>
    public string? Bundle { get; set; }

    /// <summary>Whether issuers are asked if they revoked a certificate.</summary>
    /// <value>Required: there is no default.</value>
    public ClientCertificateRevocation? Revocation { get; set; }

    /// <summary>How often the bundle is read again. A change is in force at once then, and connections that it does not vouch for end.</summary>
    /// <value>00:00:01 to 00:00:15; 00:00:05 by default. The bound of 30 seconds from the change of the file to the cut holds for each.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Takes a good certificate that no service is mapped to: it proves nobody, but a token that is bound to it is accepted with it.
    /// </summary>
    /// <value>The default is <see langword="false"/>: a request with such a certificate is refused.</value>
    public bool AllowUnmapped { get; set; }

    /// <summary>The services, by the names that <c>AllowCallers</c> compares.</summary>
    /// <value>At least one, unless unmapped certificates are allowed.</value>
    public IDictionary<string, CertificateServiceOptions> Services { get; } = new Dictionary<string, CertificateServiceOptions>(StringComparer.Ordinal);

    /// <summary>Certificates that a proxy passes on.</summary>
    /// <value>Off until it has a format.</value>
    public ForwardedCertificateOptions Forwarded { get; } = new();

    /// <summary>What in configuration could not be read.</summary>
    internal List<SettingFault> Faults { get; } = [];

    /// <summary>Where the settings stand, for messages.</summary>
    internal string SectionPath { get; set; } = "ZeroTrust:ClientCertificates";

    /// <summary>Adds a service, or to one that is there.</summary>
    /// <param name="name">The name that <c>AllowCallers</c> compares.</param>
    /// <param name="configure">Names its certificates.</param>
    /// <returns>These settings.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ClientCertificateOptions MapService(string name, Action<CertificateServiceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        if (!Services.TryGetValue(name, out var service))
        {
            Services[name] = service = new();
        }

        configure(service);
        return this;
    }
}
