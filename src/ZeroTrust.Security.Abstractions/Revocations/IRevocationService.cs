namespace ZeroTrust.Security;

/// <summary>
/// Revokes tokens before they expire. What is revoked lives in this process: without an <see cref="IRevocationStore"/> it ends with the
/// process, and other processes of the same service do not know of it. Threads may share it.
/// </summary>
public interface IRevocationService
{
    /// <summary>The clock by which "until now" is meant, as in <c>Revocation.OfSubject(issuer, subject, issuedBefore: revocations.Now)</c>.</summary>
    /// <value>UTC.</value>
    DateTimeOffset Now { get; }

    /// <summary>Whether what other processes revoked is known.</summary>
    /// <value><see langword="false"/> once the store was not read for longer than <c>Revocation:MaxStaleness</c>; without a store always <see langword="true"/>.</value>
    bool IsCurrent { get; }

    /// <summary>
    /// Refuses the tokens that the revocation reaches: at once in this process, then the store is told. When it completes, every request
    /// that starts afterwards in this process is refused, and a store has it durably. Repeating it changes nothing; with the same key as
    /// an earlier one, both are in force (<see cref="Revocation.Widen"/>).
    /// </summary>
    /// <param name="revocation">What to refuse.</param>
    /// <param name="cancellationToken">Ends the wait for the store; this process refuses the tokens all the same.</param>
    /// <returns>A task that completes when it is in force.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="revocation"/> is null.</exception>
    /// <exception cref="ArgumentException">No configured issuer has the name: such a revocation would be without effect.</exception>
    /// <exception cref="RevocationLimitException">1,000,000 revocations are held already. This one is not in force: take a wider one.</exception>
    /// <exception cref="RevocationStoreException">The store failed. In this process the revocation is in force until it ends; repeat the call for the others.</exception>
    Task RevokeAsync(Revocation revocation, CancellationToken cancellationToken = default);

    /// <summary>Takes a revocation back: in the store, then in this process. If the store fails, nothing is taken back.</summary>
    /// <param name="key">What the revocation is about.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="RevocationStoreException">The store failed; the revocation stays in force.</exception>
    Task<bool> LiftAsync(RevocationKey key, CancellationToken cancellationToken = default);

    /// <summary>Lists the revocations in force, for operators.</summary>
    /// <returns>A copy, in no order; one that no valid token can match any more may be missing.</returns>
    IReadOnlyCollection<Revocation> List();
}
