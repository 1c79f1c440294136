namespace ZeroTrust.Security;

/// <summary>
/// Tokens of one issuer that are refused although they verify. A revocation under an issuer reaches the issuer's tokens; by subject, by
/// session and for the whole issuer also those by which a service of another issuer acts for a user of this one (RFC 8693 §4.1).
/// Immutable.
/// </summary>
public sealed record Revocation
{
    private Revocation(RevocationKey key, DateTimeOffset? issuedBefore, DateTimeOffset? expiresAt) =>
        (Key, IssuedBefore, ExpiresAt) = (key, issuedBefore?.ToUniversalTime(), expiresAt?.ToUniversalTime());

    /// <summary>What it is about: issuer, kind and value.</summary>
    /// <value>Two revocations with the same key are one: see <see cref="Widen"/>.</value>
    public RevocationKey Key { get; }

    /// <summary>Only tokens issued before this instant (<c>iat</c>) are reached. A token that does not say when it was issued is reached always.</summary>
    /// <value>UTC; null reaches every token, those still to be issued too.</value>
    public DateTimeOffset? IssuedBefore { get; }

    /// <summary>From when on no token that this reaches can be valid, so that the revocation need not be kept.</summary>
    /// <value>UTC; null when not known. It is kept for a minute longer, the widest clock skew.</value>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Revokes one token by its identifier.</summary>
    /// <param name="issuerName">The configured name of its issuer.</param>
    /// <param name="tokenId">The <c>jti</c>.</param>
    /// <param name="expiresAt">When the token expires, so that its revocation can go then; null keeps it until it is lifted.</param>
    /// <returns>The revocation.</returns>
    /// <exception cref="ArgumentException">A text is null or empty.</exception>
    public static Revocation OfToken(string issuerName, string tokenId, DateTimeOffset? expiresAt) =>
        Of(new(issuerName, RevocationKind.TokenId, tokenId), null, expiresAt);

    /// <summary>Revokes the tokens of a user or a service.</summary>
    /// <param name="issuerName">The configured name of the issuer that vouches for the subject.</param>
    /// <param name="subject">The <c>sub</c>.</param>
    /// <param name="issuedBefore">Only tokens issued before it; null locks the subject out until the revocation is lifted.</param>
    /// <returns>The revocation.</returns>
    /// <exception cref="ArgumentException">A text is null or empty.</exception>
    public static Revocation OfSubject(string issuerName, string subject, DateTimeOffset? issuedBefore) =>
        Of(new(issuerName, RevocationKind.Subject, subject), issuedBefore, null);

    /// <summary>Revokes the tokens of one session at the identity provider.</summary>
    /// <param name="issuerName">The configured name of the issuer.</param>
    /// <param name="sessionId">The <c>sid</c>.</param>
    /// <param name="issuedBefore">Only tokens issued before it; null reaches every token of the session.</param>
    /// <returns>The revocation.</returns>
    /// <exception cref="ArgumentException">A text is null or empty.</exception>
    public static Revocation OfSession(string issuerName, string sessionId, DateTimeOffset? issuedBefore) =>
        Of(new(issuerName, RevocationKind.Session, sessionId), issuedBefore, null);

    /// <summary>Revokes the tokens of an OAuth client, whoever signed in with it.</summary>
    /// <param name="issuerName">The configured name of the issuer.</param>
    /// <param name="clientId">The client as <see cref="Caller.Client"/> has it.</param>
    /// <param name="issuedBefore">Only tokens issued before it; null locks the client out until the revocation is lifted.</param>
    /// <returns>The revocation.</returns>
    /// <exception cref="ArgumentException">A text is null or empty.</exception>
    public static Revocation OfClient(string issuerName, string clientId, DateTimeOffset? issuedBefore) =>
        Of(new(issuerName, RevocationKind.Client, clientId), issuedBefore, null);

    /// <summary>Revokes every token that an issuer issued before an instant, as after a theft of its key.</summary>
    /// <param name="issuerName">The configured name of the issuer.</param>
    /// <param name="issuedBefore">The instant.</param>
    /// <returns>The revocation.</returns>
    /// <exception cref="ArgumentException">The name is null or empty.</exception>
    public static Revocation OfIssuer(string issuerName, DateTimeOffset issuedBefore) =>
        Of(new(issuerName, RevocationKind.Issuer, ""), issuedBefore, null);

    /// <summary>Makes a revocation of its parts, as a store reads it back.</summary>
    /// <param name="key">What it is about.</param>
    /// <param name="issuedBefore">As <see cref="IssuedBefore"/>; of use to every kind but <see cref="RevocationKind.TokenId"/>.</param>
    /// <param name="expiresAt">As <see cref="ExpiresAt"/>.</param>
    /// <returns>The revocation.</returns>
    /// <exception cref="ArgumentException">
    /// The name is null or empty, so is the value of another kind than <see cref="RevocationKind.Issuer"/>, an instant is missing for that
    /// one, or the kind is none.
    /// </exception>
    public static Revocation Of(RevocationKey key, DateTimeOffset? issuedBefore, DateTimeOffset? expiresAt)
    {
        if (string.IsNullOrEmpty(key.IssuerName) || !Enum.IsDefined(key.Kind))
        {
            throw new ArgumentException("A revocation has the name of an issuer and one of the known kinds.", nameof(key));
        }

        if (key.Kind != RevocationKind.Issuer && string.IsNullOrEmpty(key.Value))
        {
            throw new ArgumentException("A revocation other than of a whole issuer has a value.", nameof(key));
        }

        if (key.Kind == RevocationKind.Issuer && (issuedBefore is null || key.Value is not ""))
        {
            throw new ArgumentException("The revocation of a whole issuer has an instant and no value.", nameof(key));
        }

        return new(key, issuedBefore, expiresAt);
    }

    /// <summary>
    /// The one revocation that reaches whatever either of the two reaches, for as long as either has to be kept. Adding a narrower one
    /// never narrows what is revoked.
    /// </summary>
    /// <param name="other">Another one with the same <see cref="Key"/>.</param>
    /// <returns>This one, the other, or a third.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    /// <exception cref="ArgumentException">It has another key.</exception>
    public Revocation Widen(Revocation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Key != Key)
        {
            throw new ArgumentException("Only revocations with one key can be made one.", nameof(other));
        }

        var wide = new Revocation(Key, Later(IssuedBefore, other.IssuedBefore), Later(ExpiresAt, other.ExpiresAt));
        return wide == this ? this : wide;
    }

    /// <summary>Whether a token issued at that time is reached, once the key fits.</summary>
    /// <param name="issuedAt">Its <c>iat</c>; null when it does not say.</param>
    /// <returns><see langword="true"/> when there is no instant, or the token was issued before it or does not say when.</returns>
    public bool Reaches(DateTimeOffset? issuedAt) => IssuedBefore is not { } before || issuedAt is not { } issued || issued < before;

    // Null is the widest: no bound.
    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null ? null : one > other ? one : other;
}
