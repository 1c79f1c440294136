namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Why a client certificate was refused. Words of logs, metrics and records; over the wire each is the same answer.</summary>
internal enum CertificateFailure
{
    /// <summary>It is good, and a service is mapped to it.</summary>
    None,

    /// <summary>What the header holds is no certificate in the form that was configured.</summary>
    Malformed,

    /// <summary>No chain leads to a root of the bundle.</summary>
    Untrusted,

    /// <summary>It, or one in its chain, has expired.</summary>
    Expired,

    /// <summary>It, or one in its chain, is not valid yet.</summary>
    NotYetValid,

    /// <summary>It is not for client authentication, or an authority's own.</summary>
    WrongUse,

    /// <summary>Its signature or its key, or one in its chain, is too weak.</summary>
    Weak,

    /// <summary>It was revoked.</summary>
    Revoked,

    /// <summary>Whether it was revoked could not be found out.</summary>
    RevocationUnknown,

    /// <summary>It has a SPIFFE ID that is none, or another URI beside it, or alternative names that cannot be read.</summary>
    IdentityInvalid,

    /// <summary>Its names are mapped to different services.</summary>
    IdentityAmbiguous,

    /// <summary>No service is mapped to it.</summary>
    Unmapped,
}
