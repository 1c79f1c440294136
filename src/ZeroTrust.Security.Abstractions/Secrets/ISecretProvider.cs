namespace ZeroTrust.Security;

/// <summary>
/// Reads secrets where they live. It does that and no more: caching, refreshing, backing off, auditing and measuring are done once, above all of
/// them, so each call asks the store. Called for one secret at a time, never once a request. Threads share it. What goes wrong is a result, and no
/// exception; its texts hold no secret. An implementation is held to <c>SecretProviderContract</c> of the tests. One that is disposable is
/// disposed at the end, and ends its leases then.
/// </summary>
public interface ISecretProvider
{
    /// <summary>Reads a secret: whole, and never parts of two versions.</summary>
    /// <param name="request">Which one.</param>
    /// <param name="cancellationToken">Ends the reading; a store that hangs is left that way.</param>
    /// <returns>What the store answered. A version belongs to the caller, who disposes it.</returns>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the versions of a secret, so that a service that has just started takes the one before too.</summary>
    /// <param name="name">The name in the store, as <see cref="SecretRef"/> allows it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The versions; <see cref="SecretVersionList.None"/> from a store that keeps one alone, which is the default.</returns>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    ValueTask<SecretVersionList> ListVersionsAsync(string name, CancellationToken cancellationToken = default) => new(SecretVersionList.None);

    /// <summary>
    /// Asks to be told when a secret may have changed. Only a hint, for speed: it may come late, twice or not at all, and polling makes up for it.
    /// </summary>
    /// <param name="name">The name in the store.</param>
    /// <param name="changed">Called from any thread; returns at once and does not throw.</param>
    /// <returns>Ends the telling; null from a store that cannot tell, which is the default.</returns>
    IDisposable? OnChange(string name, Action changed) => null;
}
