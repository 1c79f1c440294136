namespace ZeroTrust.Security;

/// <summary>
/// Certificates that a proxy which ends TLS passes on in a header. From everybody else the header is removed and the attempt recorded.
/// Bound from <c>ZeroTrust:ClientCertificates:Forwarded</c>.
/// </summary>
public sealed class ForwardedCertificateOptions
{
    /// <summary>How the proxy writes it.</summary>
    /// <value>Null, the default: no header is read, and none removed.</value>
    public ForwardedCertificateFormat? Format { get; set; }

    /// <summary>The header.</summary>
    /// <value>Null, the default, is the customary one of the format.</value>
    public string? Header { get; set; }

    /// <summary>Where the proxies are, by the socket's other end and never by a header.</summary>
    /// <value>Addresses, networks such as <c>10.20.0.0/16</c>, and the word <c>unix</c> for Unix sockets. Required with a format.</value>
    public IList<string> From { get; } = [];

    /// <summary>Whom a proxy proves to be by a client certificate of its own, which then proves no caller.</summary>
    /// <value>Names among <see cref="ClientCertificateOptions.Services"/>. Required where <see cref="From"/> reaches beyond this machine.</value>
    public IList<string> Proxies { get; } = [];

    /// <summary>
    /// Takes the proxy's word for a certificate that it does not pass on whole: the <c>Hash</c> and the <c>URI</c> or <c>DNS</c> names of
    /// Envoy's header. The chain is then the proxy's to check.
    /// </summary>
    /// <value>The default is <see langword="false"/>: only whole certificates count.</value>
    public bool TrustProxyVerdict { get; set; }
}
