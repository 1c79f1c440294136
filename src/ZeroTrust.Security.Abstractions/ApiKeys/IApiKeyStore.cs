namespace ZeroTrust.Security;

/// <summary>
/// Keeps API keys and shares them with other processes. Called as keys change and as often as they are polled, never by a request.
/// Threads share it. An implementation is held to <c>ApiKeyStoreContract</c> of the tests.
/// </summary>
public interface IApiKeyStore
{
    /// <summary>Reads the keys: every one, or what changed since an earlier reading.</summary>
    /// <param name="position">The position that the earlier reading returned; null for everything.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Every change that was complete when the call began, or everything, whichever the store prefers. Last use alone need not be a change.</returns>
    Task<ApiKeyChanges> ReadAsync(string? position, CancellationToken cancellationToken);

    /// <summary>Adds a key.</summary>
    /// <param name="key">The key, of revision 1.</param>
    /// <param name="cancellationToken">Ends the wait; whether it was added is then not known.</param>
    /// <returns>
    /// <see langword="true"/> when it is durable and every reading that begins afterwards has it; <see langword="false"/> when its id, or
    /// the public id of a version, is there already.
    /// </returns>
    Task<bool> TryAddAsync(ApiKeyRecord key, CancellationToken cancellationToken);

    /// <summary>Replaces a key, atomically, if it is still of the revision before. The later last use of each version that stays is kept.</summary>
    /// <param name="key">The new form; its revision is one above that of the form which it replaces.</param>
    /// <param name="cancellationToken">Ends the wait; whether it was replaced is then not known.</param>
    /// <returns>As <see cref="TryAddAsync"/>; <see langword="false"/> when the key is gone, of another revision, or a new public id is there already.</returns>
    Task<bool> TryReplaceAsync(ApiKeyRecord key, CancellationToken cancellationToken);

    /// <summary>Removes a key.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the wait; whether it was removed is then not known.</param>
    /// <returns>Whether it was there.</returns>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>Notes when versions were last taken. An earlier time than is noted changes nothing, and a version that is gone is passed over.</summary>
    /// <param name="uses">The versions; at most one entry for each.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when it is noted. That need not be durable.</returns>
    Task TouchAsync(IReadOnlyCollection<ApiKeyUse> uses, CancellationToken cancellationToken);

    /// <summary>
    /// Asks to be told when there may be something new to read. Only a hint, for speed: it may come late, twice or not at all, and
    /// polling makes up for it. A store that has no such thing does nothing.
    /// </summary>
    /// <param name="changed">Called from any thread, also for changes of one's own; returns at once and does not throw.</param>
    /// <returns>Ends the telling.</returns>
    IDisposable OnChange(Action changed);
}
