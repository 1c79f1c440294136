namespace ZeroTrust.Security;

/// <summary>How a proxy writes the certificate of its client into a header.</summary>
public enum ForwardedCertificateFormat
{
    /// <summary>Envoy's <c>X-Forwarded-Client-Cert</c>: elements of <c>Key=value</c> pairs, of which the last hop's counts.</summary>
    EnvoyXfcc = 1,

    /// <summary>PEM, percent-encoded, as nginx's <c>$ssl_client_escaped_cert</c> is. In <c>X-SSL-Client-Cert</c> unless named otherwise.</summary>
    EscapedPem = 2,

    /// <summary>DER in base64, as Azure App Service sends it in <c>X-ARR-ClientCert</c>.</summary>
    Base64Der = 3,

    /// <summary>DER as a byte sequence between colons, in <c>Client-Cert</c> (RFC 9440 §2.2).</summary>
    ClientCert = 4,
}
