namespace ZeroTrust.Security;

/// <summary>
/// A live secret: each reading gives the version in force, so that a rotation needs no restart. Read it at each use and keep nothing of it: a version
/// is zeroed some time after it was replaced. Threads share it; reading costs nothing and asks no store.
/// </summary>
public interface ISecretHandle
{
    /// <summary>Where the secret is kept.</summary>
    /// <value>Never null.</value>
    SecretRef Reference { get; }

    /// <summary>The versions in force, both of the same moment.</summary>
    /// <value>Null while there is none: nothing was read yet, or the store has been silent for longer than its last value is served.</value>
    HeldSecret? Held { get; }

    /// <summary>The version in force.</summary>
    /// <value>Never null.</value>
    /// <exception cref="SecretUnavailableException">There is none.</exception>
    SecretVersion Current { get; }

    /// <summary>The version before.</summary>
    /// <value>Null when there is none, or its time is over.</value>
    SecretVersion? Previous => Held?.Previous;

    /// <summary>What the version in force is called.</summary>
    /// <value>The store's name for it, or a count; no secret. Null while there is none.</value>
    string? Version => Held?.Current.Version;

    /// <summary>When the version in force ends, such as a lease.</summary>
    /// <value>UTC; null where it has no end, or there is none.</value>
    DateTimeOffset? ExpiresAt => Held?.Current.ExpiresAt;

    /// <summary>The version in force; where there is none, the store is asked, unless it failed only just now.</summary>
    /// <param name="cancellationToken">Ends the wait; others that wait go on.</param>
    /// <returns>The version; complete at once while there is one.</returns>
    /// <exception cref="SecretUnavailableException">There is none.</exception>
    ValueTask<SecretVersion> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Says that a version was refused where it is used, such as a password by its database. Of all who say so of the same one, one causes the store to be asked, and no
    /// more often than once in a few seconds.
    /// </summary>
    /// <param name="rejected">The version that was refused.</param>
    /// <param name="cancellationToken">Ends the wait; others that wait go on.</param>
    /// <returns>A version other than <paramref name="rejected"/>; null while there is none.</returns>
    ValueTask<SecretVersion?> ReplaceAsync(SecretVersion rejected, CancellationToken cancellationToken = default);

    /// <summary>
    /// Checks something with the version in force and, where that does not pass, with the one before while its time lasts. Uses of the one before are
    /// counted, which shows when it is safe to retire.
    /// </summary>
    /// <typeparam name="TState">What the check needs beside the value.</typeparam>
    /// <param name="state">Passed on.</param>
    /// <param name="check">Checks with one value, in a time that depends on no secret.</param>
    /// <returns>Whether one of them passed.</returns>
    /// <exception cref="SecretUnavailableException">There is none.</exception>
    bool Verify<TState>(TState state, SecretUse<TState, bool> check)
        where TState : allows ref struct;

    /// <summary>Asks to be told when another value is in force, or none.</summary>
    /// <param name="changed">Called from any thread after the handle has changed, in order; what it throws is logged.</param>
    /// <returns>Ends the telling.</returns>
    IDisposable OnChange(Action changed);
}
