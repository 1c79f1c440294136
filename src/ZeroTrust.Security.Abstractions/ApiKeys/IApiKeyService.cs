namespace ZeroTrust.Security;

/// <summary>Makes, replaces and revokes API keys. For operators; requests do not call it. Threads may share it.</summary>
public interface IApiKeyService
{
    /// <summary>Whether what other processes changed is known.</summary>
    /// <value><see langword="false"/> once the store was not read for longer than <c>ApiKeys:MaxStaleness</c>: keys are then answered 503.</value>
    bool IsCurrent { get; }

    /// <summary>Makes a key. It is taken here when this completes, and by other processes from their next reading of the store on.</summary>
    /// <param name="request">What for.</param>
    /// <param name="cancellationToken">Ends the wait for the store; a key may have been added that nobody can present.</param>
    /// <returns>The key and its text, which is nowhere else.</returns>
    /// <exception cref="ArgumentException">The request is not as <see cref="ApiKeyRequest"/> says.</exception>
    /// <exception cref="ApiKeyStoreException">The store failed: there is no key.</exception>
    Task<NewApiKey> CreateAsync(ApiKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a key a new secret. The one in use is taken until <paramref name="overlap"/> has passed, and no longer than it would have been;
    /// one that was on its way out already ends at once, so that there are never more than two.
    /// </summary>
    /// <param name="id">The key.</param>
    /// <param name="overlap">How long its holders have to change over; 00:00:00 ends the old secret at once.</param>
    /// <param name="lifetime">How long the new secret is taken, as in <see cref="ApiKeyRequest.Lifetime"/>.</param>
    /// <param name="cancellationToken">Ends the wait for the store; whether the key was rotated is then not known.</param>
    /// <returns>The key and its new text; null when there is no such key, or it was revoked.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The overlap is negative, or the lifetime is out of its range.</exception>
    /// <exception cref="ApiKeyStoreException">The store failed: the old secret is as good as before.</exception>
    Task<NewApiKey?> RotateAsync(string id, TimeSpan overlap, TimeSpan? lifetime = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Revokes a key for good, with all its secrets: at once in this process, then the store is told. Other processes refuse it from their
    /// next reading on, which <c>ApiKeys:PollInterval</c> bounds.
    /// </summary>
    /// <param name="id">The key.</param>
    /// <param name="cancellationToken">Ends the wait for the store; this process refuses the key all the same.</param>
    /// <returns>Whether there is such a key; revoking it again changes nothing.</returns>
    /// <exception cref="ApiKeyStoreException">The store failed. In this process the key is refused until it ends; repeat the call for the others.</exception>
    Task<bool> RevokeAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Removes a key from the store. What was revoked or has expired stays listed until then.</summary>
    /// <param name="id">The key.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="ApiKeyStoreException">The store failed; the key stays.</exception>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Lists the keys.</summary>
    /// <returns>A copy, in no order, as the store was last read and with the uses since then.</returns>
    IReadOnlyCollection<ApiKeyRecord> List();
}
