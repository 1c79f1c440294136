namespace ZeroTrust.Security;

/// <summary>The user for whom this service calls another (RFC 8693 §1.1): the user stays the subject, this service becomes the actor.</summary>
public sealed class DelegatedUser
{
    /// <summary>The token by which the user was proven to this service.</summary>
    /// <value>A token of a user, or of a service that acts for one.</value>
    public required VerifiedToken Token { get; init; }

    /// <summary>The token's text, which a token exchange presents as <c>subject_token</c> (RFC 8693 §2.1).</summary>
    /// <value>Null where no exchange is made; a minted token does not need it.</value>
    public Secret? Text { get; init; }

    /// <summary>A short form for logs.</summary>
    /// <returns>The identity, never the token.</returns>
    public override string ToString() => Token.Caller.ToString();
}
