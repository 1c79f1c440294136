namespace ZeroTrust.Security;

/// <summary>
/// Keeps revocations beyond the life of one process and shares them with the others. Called as revocations change and as often as
/// they are polled, never by a request. Threads share it. An implementation is held to <c>RevocationStoreContract</c> of the tests.
/// </summary>
public interface IRevocationStore
{
    /// <summary>Reads what is revoked: everything, or what changed since an earlier reading.</summary>
    /// <param name="position">The position that the earlier reading returned; null for everything.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Every change that was complete when the call began, or everything, whichever the store prefers.</returns>
    Task<RevocationChanges> ReadAsync(string? position, CancellationToken cancellationToken);

    /// <summary>Adds a revocation. Where one with the same key is there, both are in force: <see cref="Revocation.Widen"/>, atomically.</summary>
    /// <param name="revocation">The revocation.</param>
    /// <param name="cancellationToken">Ends the wait; whether it was added is then not known.</param>
    /// <returns>A task that completes when it is durable, and every reading that begins afterwards has it.</returns>
    Task AddAsync(Revocation revocation, CancellationToken cancellationToken);

    /// <summary>Removes a revocation.</summary>
    /// <param name="key">What it is about.</param>
    /// <param name="cancellationToken">Ends the wait; whether it was removed is then not known.</param>
    /// <returns>Whether it was there.</returns>
    Task<bool> RemoveAsync(RevocationKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Asks to be told when there may be something new to read. Only a hint, for speed: it may come late, twice or not at all, and
    /// polling makes up for it. A store that has no such thing does nothing.
    /// </summary>
    /// <param name="changed">Called from any thread, also for changes of one's own; returns at once and does not throw.</param>
    /// <returns>Ends the telling.</returns>
    IDisposable OnChange(Action changed);
}
