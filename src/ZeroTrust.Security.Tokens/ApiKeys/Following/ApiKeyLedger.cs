using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>
/// Stands between the store and the table. Readings and changes take turns, so that a reading which began before a change never undoes it.
/// </summary>
internal sealed class ApiKeyLedger(IApiKeyStore store, ApiKeyTable table, ApiKeyFreshness freshness, TimeProvider clock, ILogger<ApiKeyLedger> logger)
    : IDisposable
{
    // A store that hangs is one that fails.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);
    private string? _position;
    private int _unusable;

    public IDisposable OnChange(Action changed) => store.OnChange(changed);

    /// <summary>Reads what changed, or everything the first time.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => InTurnAsync(ReadAsync, cancellationToken);

    public Task<bool> TryAddAsync(ApiKeyRecord record, CancellationToken cancellationToken) =>
        InTurnAsync(async cancel => await store.TryAddAsync(record, cancel).ConfigureAwait(false) && Put(record, cancel), cancellationToken);

    public Task<bool> TryReplaceAsync(ApiKeyRecord record, CancellationToken cancellationToken) =>
        InTurnAsync(async cancel => await store.TryReplaceAsync(record, cancel).ConfigureAwait(false) && Put(record, cancel), cancellationToken);

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) => InTurnAsync(
        async cancel =>
        {
            var there = await store.RemoveAsync(id, cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            table.Remove(id);
            return there;
        },
        cancellationToken);

    public Task TouchAsync(IReadOnlyCollection<ApiKeyUse> uses, CancellationToken cancellationToken) =>
        InTurnAsync(
            async cancel =>
            {
                await store.TouchAsync(uses, cancel).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        var changes = await store.ReadAsync(_position, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var unusable = changes.Changed.Sum(table.Put);
        if (changes.IsEverything)
        {
            table.Keep(changes.Changed.Select(static record => record.Id).ToHashSet(StringComparer.Ordinal));
        }

        foreach (var id in changes.Removed)
        {
            table.Remove(id);
        }

        _position = changes.Position;
        freshness.Renew(begun);
        Report(unusable);
        return true;
    }

    // Once for each change of their number: the store is read every few seconds.
    private void Report(int unusable)
    {
        if (unusable > 0 && unusable != _unusable)
        {
            ApiKeyLog.PepperMissing(logger, unusable);
        }

        _unusable = unusable > 0 ? unusable : _unusable;
    }

    private bool Put(ApiKeyRecord record, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = table.Put(record);
        return true;
    }

    // A store that does not heed the token is left behind rather than waited for; what it answers later is not applied any more.
    private async Task<bool> InTurnAsync(Func<CancellationToken, Task<bool>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var deadline = new CancellationTokenSource(Timeout, clock);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            return await work(ending.Token).WaitAsync(ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The store did not answer within {Timeout}.", fault);
        }
        finally
        {
            _turn.Release();
        }
    }
}
