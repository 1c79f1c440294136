namespace ZeroTrust.Security;

/// <summary>
/// Why a token was refused: the first check that failed, in the order of the numbers. The set is closed and the numbers are
/// stable; logs, metrics and audit events use them. Over the wire every one of them but <see cref="KeysUnavailable"/> and
/// <see cref="RevocationsUnavailable"/> is RFC 6750's <c>invalid_token</c> and nothing more.
/// </summary>
public enum TokenFailure
{
    /// <summary>The token is accepted.</summary>
    None = 0,

    /// <summary>Longer than the configured maximum; refused before anything is decoded.</summary>
    TooLong = 101,

    /// <summary>Not three non-empty parts of canonical base64url (RFC 7515 §2, §7.1; RFC 4648 §5).</summary>
    Malformed = 102,

    /// <summary>Five parts: an encrypted token (RFC 7516 §7.1), which a resource server does not take.</summary>
    Encrypted = 103,

    /// <summary>The header is not one JSON object with unique members of their registered types (RFC 7515 §4).</summary>
    HeaderInvalid = 104,

    /// <summary>The header names extensions that must be understood: <c>crit</c>, or <c>b64</c> (RFC 7515 §4.1.11, RFC 7797).</summary>
    CriticalHeader = 105,

    /// <summary>The payload is not one JSON object with unique members (RFC 7519 §7.2), or a registered claim has another type than its own.</summary>
    PayloadInvalid = 106,

    /// <summary>No <c>iss</c> claim, or an empty one.</summary>
    IssuerMissing = 201,

    /// <summary><c>iss</c> equals no configured issuer, compared ordinally (RFC 8725 §3.8).</summary>
    IssuerUnknown = 202,

    /// <summary><c>typ</c> is not an access token's (RFC 9068 §2.1, RFC 8725 §3.11).</summary>
    TypeRefused = 301,

    /// <summary>A legacy type, and the claims are those of an ID token or lack the client claim that marks an access token.</summary>
    NotAnAccessToken = 302,

    /// <summary><c>alg</c> is missing, <c>none</c>, unknown, or not among the issuer's algorithms (RFC 8725 §3.1).</summary>
    AlgorithmRefused = 401,

    /// <summary>No <c>aud</c> claim, or an empty one.</summary>
    AudienceMissing = 501,

    /// <summary><c>aud</c> has no element equal to a configured audience (RFC 7519 §4.1.3).</summary>
    AudienceMismatch = 502,

    /// <summary>No <c>exp</c> claim.</summary>
    ExpiryMissing = 601,

    /// <summary>A time is outside the years 1970 to 9999, or <c>nbf</c> lies after <c>exp</c>.</summary>
    TimesInvalid = 602,

    /// <summary>The clock has reached <c>exp</c> plus the skew (RFC 7519 §4.1.4).</summary>
    Expired = 603,

    /// <summary>The clock plus the skew has not reached <c>nbf</c> (RFC 7519 §4.1.5).</summary>
    NotYetValid = 604,

    /// <summary><c>iat</c> lies in the future beyond the skew.</summary>
    IssuedInFuture = 605,

    /// <summary>Older than the issuer's maximum age, or <c>iat</c> is missing where a maximum age or lifetime is set.</summary>
    TooOld = 606,

    /// <summary><c>exp</c> minus <c>iat</c> is longer than the issuer's maximum lifetime.</summary>
    LifetimeTooLong = 607,

    /// <summary>The issuer's current keys have none with this <c>kid</c>, or none that fits a token without <c>kid</c>.</summary>
    KeyUnknown = 701,

    /// <summary>The key is for another algorithm than the header names (RFC 7517 §4.4).</summary>
    KeyMismatch = 702,

    /// <summary>The issuer's keys cannot be had now. The caller may try again: 503 with <c>Retry-After</c>, not 401.</summary>
    KeysUnavailable = 703,

    /// <summary>The signature does not verify (RFC 7515 §5.2).</summary>
    SignatureInvalid = 801,

    /// <summary>A claim that the issuer's settings require is missing or empty, <c>sub</c> included.</summary>
    ClaimMissing = 901,

    /// <summary>A configured claim has a value of the wrong type or shape, such as a scope list with an empty element.</summary>
    ClaimInvalid = 902,

    /// <summary>The token is bound to a key (<c>cnf</c>) and no proof that can be checked came with it (RFC 7800, RFC 8705 §3, RFC 9449 §7).</summary>
    BindingUnproven = 903,

    /// <summary>The issuer does not speak for what the token says: another service's name, or a user it may not act for.</summary>
    OutsideTrust = 904,

    /// <summary>The token was revoked: itself, its subject, session or client, or all that its issuer had issued before an instant.</summary>
    Revoked = 905,

    /// <summary>
    /// What was revoked cannot be known: the store of revocations was not read within its bound. The caller may try again: 503 with
    /// <c>Retry-After</c>, not 401.
    /// </summary>
    RevocationsUnavailable = 906,
}
