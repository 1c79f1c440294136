namespace ZeroTrust.Security;

/// <summary>
/// Why an API key was refused, for the operator. The set is closed and the numbers are stable. Over the wire every one of them but
/// <see cref="KeysUnavailable"/> is <c>invalid_token</c> and nothing more.
/// </summary>
public enum ApiKeyFailure
{
    /// <summary>The key is accepted.</summary>
    None = 0,

    /// <summary>Not of the form of a key: its length, prefix, characters or checksum. It was never made here, or is mistyped.</summary>
    Malformed = 101,

    /// <summary>No key has its public id.</summary>
    Unknown = 201,

    /// <summary>A key has its public id and another secret.</summary>
    SecretWrong = 202,

    /// <summary>The key was revoked.</summary>
    Revoked = 301,

    /// <summary>The clock has reached the expiry of this version of the key.</summary>
    Expired = 302,

    /// <summary>What keys there are cannot be known: the store was not read within its bound. 503 with <c>Retry-After</c>, not 401.</summary>
    KeysUnavailable = 401,
}
