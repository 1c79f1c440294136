namespace ZeroTrust.Security.Encryption;

/// <summary>Why a message is not opened: for the operator's log and the tests. Whoever asks learns that it is not.</summary>
internal enum PayloadRefusal
{
    None = 0,

    /// <summary>Not five parts of canonical base64url, or a part of another length than its algorithm's.</summary>
    Malformed,

    /// <summary>A header or a content beyond its limit.</summary>
    TooLong,

    /// <summary>The header is not one strict JSON object with exactly the parameters of a message of ours.</summary>
    HeaderInvalid,

    /// <summary>Another <c>alg</c> or <c>enc</c> than those that are opened.</summary>
    AlgorithmForeign,

    /// <summary>Encrypted for another service.</summary>
    AudienceMismatch,

    /// <summary>A message of another kind.</summary>
    TypeMismatch,

    /// <summary>No key here has its <c>kid</c>.</summary>
    KeyUnknown,

    /// <summary>The key that it names is for the other algorithm.</summary>
    KeyMismatch,

    /// <summary>The sender's ephemeral key is missing, malformed or not on the curve.</summary>
    EphemeralKeyInvalid,

    /// <summary>A byte of it is not as it was sealed, or it was sealed to another key.</summary>
    NotAuthentic,
}
