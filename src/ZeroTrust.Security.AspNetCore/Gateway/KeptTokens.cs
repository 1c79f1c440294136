namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>
/// The tokens that were minted for one token of a caller, by service. Reading takes no lock; of all who miss the same one, one mints.
/// Threads may share it.
/// </summary>
internal sealed class KeptTokens
{
    // More services than one caller reaches: who asks for audiences without end has the first of them forgotten.
    private const int MaxAudiences = 16;

    // With a key at hand minting waits for nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<KeptToken>> _minting = new(StringComparer.Ordinal);
    private KeptToken[] _kept = [];

    /// <summary>The token for a service; null when there is none, or it is about to end.</summary>
    /// <param name="audience">The service.</param>
    /// <param name="nowTicks">The time.</param>
    /// <param name="keys">The keys of the ring, as it is now.</param>
    public KeptToken? Find(string audience, long nowTicks, IReadOnlyList<RingKey>? keys)
    {
        foreach (var kept in Volatile.Read(ref _kept))
        {
            if (kept.IsGood(nowTicks, keys) && string.Equals(kept.Audience, audience, StringComparison.Ordinal))
            {
                return kept;
            }
        }

        return null;
    }

    /// <summary>Has one minted, unless somebody else has just done so or is about to.</summary>
    /// <exception cref="ServiceTokenException">There is no key.</exception>
    public Task<KeptToken> MintAsync(VerifiedToken outside, string audience, IServiceTokenMinter minter, TimeProvider clock, IKeyRing? ring)
    {
        lock (_gate)
        {
            if (Find(audience, clock.GetUtcNow().UtcTicks, ring?.Keys) is { } kept)
            {
                return Task.FromResult(kept);
            }

            if (_minting.TryGetValue(audience, out var running))
            {
                return running;
            }

            // One that waits for a key cannot end before we are done here: its last step takes the gate.
            var minting = MintAndKeepAsync(outside, audience, minter, clock, ring);
            if (!minting.IsCompleted)
            {
                _minting.Add(audience, minting);
            }

            return minting;
        }
    }

    private async Task<KeptToken> MintAndKeepAsync(VerifiedToken outside, string audience, IServiceTokenMinter minter, TimeProvider clock, IKeyRing? ring)
    {
        KeptToken? minted = null;
        try
        {
            minted = await TryMintAsync(outside, audience, minter, clock, ring).ConfigureAwait(false);
            return minted;
        }
        finally
        {
            lock (_gate)
            {
                _minting.Remove(audience);
                Keep(minted);
            }
        }
    }

    private static async Task<KeptToken> TryMintAsync(VerifiedToken outside, string audience, IServiceTokenMinter minter, TimeProvider clock, IKeyRing? ring)
    {
        // Before it is signed: by the keys that are read afterwards it would be taken for newer than it is.
        var keys = ring?.Keys;
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            var token = await minter.MintAsync(new() { Audience = audience, User = new() { Token = outside } }, patience.Token).ConfigureAwait(false);
            return KeptToken.Of(audience, token, clock.GetUtcNow(), outside.ExpiresAt, keys);
        }
        catch (ServiceTokenException refusal) when (refusal.Failure == ServiceTokenFailure.NotGranted)
        {
            return KeptToken.Refused(audience, refusal.Message, keys);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new ServiceTokenException(ServiceTokenFailure.NoKey, $"There was no key to sign with for {Patience:c}.");
        }
    }

    private void Keep(KeptToken? minted)
    {
        if (minted is not null)
        {
            var others = _kept.Where(kept => !string.Equals(kept.Audience, minted.Audience, StringComparison.Ordinal)).TakeLast(MaxAudiences - 1);
            Volatile.Write(ref _kept, [.. others, minted]);
        }
    }
}
