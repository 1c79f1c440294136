namespace ZeroTrust.Security;

/// <summary>Why there is no token for a call to another service. The numbers are stable.</summary>
public enum ServiceTokenFailure
{
    /// <summary>No failure. Not given out.</summary>
    None = 0,

    /// <summary>The request asks for more than the configuration grants this service, or for what no token may say. Asking again is no use.</summary>
    NotGranted = 1,

    /// <summary>There is no key to sign with yet, or it cannot be opened.</summary>
    NoKey = 2,

    /// <summary>The authorization server cannot be reached, is too slow or answers with an error of its own.</summary>
    SourceUnavailable = 3,

    /// <summary>The authorization server refused (RFC 6749 §5.2), such as <c>invalid_client</c>.</summary>
    SourceRefused = 4,

    /// <summary>The source answered with what is no token, or one that is not for this request.</summary>
    SourceAnswerInvalid = 5,

    /// <summary>No source is configured for the audience.</summary>
    NotConfigured = 6,

    /// <summary>The service refuses a token that was had in place of another one only just now: a third would be no use.</summary>
    RefusedAgain = 7,

    /// <summary>The request goes where its token must not: to a host that is not on the client's list, or not over https. Nothing was sent.</summary>
    DestinationRefused = 8,

    /// <summary>The request has an <c>Authorization</c> header of its own, which is neither replaced nor sent beside the token. Nothing was sent.</summary>
    AuthorizationPresent = 9,
}
