namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Makes the version of the ring that follows another. Whether it comes into force is for the store to decide.</summary>
internal sealed class RingTurner(KeyForge forge, RotationPlan plan)
{
    /// <summary>The first version: one key that signs at once, since nobody can know any yet.</summary>
    public async ValueTask<Ring> BeginAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        new(1, [await forge.MakeAsync(RingKeyState.Active, now, cancellationToken).ConfigureAwait(false)]);

    /// <summary>The version with every step taken that is due; null when none is.</summary>
    public async ValueTask<Ring?> NextAsync(Ring ring, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<StoredKey> keys = [.. ring.Keys.Where(key => !RotationPlan.IsGone(key, now))];
        if (plan.IsActivationDue(ring, now))
        {
            Activate(keys, ring.Pending!, now);
        }
        else if (plan.IsAnnouncementDue(ring, now))
        {
            keys.Add(await forge.MakeAsync(RingKeyState.Pending, now, cancellationToken).ConfigureAwait(false));
        }
        else if (keys.Count == ring.Keys.Count)
        {
            return null;
        }

        return new(ring.Version + 1, keys);
    }

    /// <summary>The version without a key, and with another one signing if it was the active one; null when the ring has no such key.</summary>
    public async ValueTask<Ring?> WithoutAsync(Ring ring, string keyId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<StoredKey> keys = [.. ring.Keys.Where(key => !string.Equals(key.KeyId, keyId, StringComparison.Ordinal))];
        if (keys.Count == ring.Keys.Count)
        {
            return null;
        }

        if (keys.TrueForAll(static key => key.State != RingKeyState.Active))
        {
            if (ring.Pending is { } pending)
            {
                Activate(keys, pending, now);
            }
            else
            {
                keys.Add(await forge.MakeAsync(RingKeyState.Active, now, cancellationToken).ConfigureAwait(false));
            }
        }

        return new(ring.Version + 1, keys);
    }

    private static void Activate(List<StoredKey> keys, StoredKey pending, DateTimeOffset now)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            keys[i] = keys[i] switch
            {
                { State: RingKeyState.Active } active => active.Become(RingKeyState.Retiring, now),
                var key when ReferenceEquals(key, pending) => key.Become(RingKeyState.Active, now),
                var key => key,
            };
        }
    }
}
