namespace ZeroTrust.Security;

/// <summary>
/// Revokes what was issued until now, so that a new sign-in works. A token of the second in which it happens is taken for an older one
/// (<c>iat</c> has whole seconds at most issuers). Where an issuer's clock runs ahead of this one, give a later instant to
/// <see cref="Revocation"/> instead.
/// </summary>
public static class RevocationServiceExtensions
{
    /// <summary>Revokes one verified token by its identifier, until it expires.</summary>
    /// <param name="revocations">The service.</param>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">As <see cref="IRevocationService.RevokeAsync"/>.</param>
    /// <returns>A task that completes when it is in force.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The token has no <c>jti</c>: revoke its subject or session.</exception>
    public static Task RevokeTokenAsync(this IRevocationService revocations, VerifiedToken token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revocations);
        ArgumentNullException.ThrowIfNull(token);
        return string.IsNullOrEmpty(token.TokenId)
            ? throw new ArgumentException("The token has no jti to know it by; revoke its subject or session.", nameof(token))
            : revocations.RevokeAsync(Revocation.OfToken(token.IssuerName, token.TokenId, token.ExpiresAt), cancellationToken);
    }

    /// <summary>Ends all that a user or a service holds now, wherever it signed in.</summary>
    /// <param name="revocations">The service.</param>
    /// <param name="issuerName">The configured name of the issuer.</param>
    /// <param name="subject">The <c>sub</c>.</param>
    /// <param name="cancellationToken">As <see cref="IRevocationService.RevokeAsync"/>.</param>
    /// <returns>A task that completes when it is in force.</returns>
    /// <exception cref="ArgumentException">A text is null or empty, or no issuer has the name.</exception>
    public static Task RevokeSubjectAsync(
        this IRevocationService revocations, string issuerName, string subject, CancellationToken cancellationToken = default) =>
        revocations.RevokeAsync(Revocation.OfSubject(issuerName, subject, revocations.Now), cancellationToken);

    /// <summary>Ends one session.</summary>
    /// <param name="revocations">The service.</param>
    /// <param name="issuerName">The configured name of the issuer.</param>
    /// <param name="sessionId">The <c>sid</c>.</param>
    /// <param name="cancellationToken">As <see cref="IRevocationService.RevokeAsync"/>.</param>
    /// <returns>A task that completes when it is in force.</returns>
    /// <exception cref="ArgumentException">A text is null or empty, or no issuer has the name.</exception>
    public static Task RevokeSessionAsync(
        this IRevocationService revocations, string issuerName, string sessionId, CancellationToken cancellationToken = default) =>
        revocations.RevokeAsync(Revocation.OfSession(issuerName, sessionId, revocations.Now), cancellationToken);

    /// <summary>Ends what was issued to a client.</summary>
    /// <param name="revocations">The service.</param>
    /// <param name="issuerName">The configured name of the issuer.</param>
    /// <param name="clientId">The client as <see cref="Caller.Client"/> has it.</param>
    /// <param name="cancellationToken">As <see cref="IRevocationService.RevokeAsync"/>.</param>
    /// <returns>A task that completes when it is in force.</returns>
    /// <exception cref="ArgumentException">A text is null or empty, or no issuer has the name.</exception>
    public static Task RevokeClientAsync(
        this IRevocationService revocations, string issuerName, string clientId, CancellationToken cancellationToken = default) =>
        revocations.RevokeAsync(Revocation.OfClient(issuerName, clientId, revocations.Now), cancellationToken);

    /// <summary>Ends everything that an issuer issued until now.</summary>
    /// <param name="revocations">The service.</param>
    /// <param name="issuerName">The configured name of the issuer.</param>
    /// <param name="cancellationToken">As <see cref="IRevocationService.RevokeAsync"/>.</param>
    /// <returns>A task that completes when it is in force.</returns>
    /// <exception cref="ArgumentException">The name is null or empty, or no issuer has it.</exception>
    public static Task RevokeIssuerAsync(
        this IRevocationService revocations, string issuerName, CancellationToken cancellationToken = default) =>
        revocations.RevokeAsync(Revocation.OfIssuer(issuerName, revocations.Now), cancellationToken);
}
