namespace ZeroTrust.Security;

/// <summary>Whether a client certificate is asked about at whoever issued it. There is no default: it is chosen.</summary>
public enum ClientCertificateRevocation
{
    /// <summary>Nobody is asked. For certificates that live for hours, whose end is their expiry, and where the bundle or the mapping is what changes.</summary>
    None = 0,

    /// <summary>Only lists that the platform already holds are looked at; without one the certificate is refused.</summary>
    Offline = 1,

    /// <summary>Lists (CRL) and responders (OCSP) that the certificate names are fetched, for chains that are good otherwise; without an answer the certificate is refused.</summary>
    Online = 2,
}
