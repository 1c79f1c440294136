namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Makes the version of the ring that follows another. Whether it comes into force is for the store to decide.</summary>
internal sealed class RingTurner(KeyForge forge, KeyRingSettings settings)
{
    private readonly RotationPlan _signing = new(settings.Signing);
    private readonly RotationPlan? _encryption = settings.Encryption is { } line ? new(line) : null;

    /// <summary>The first version: one key that signs at once, since nobody can know any yet, and one to encrypt to where that is wanted.</summary>
    public async ValueTask<Ring> BeginAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<StoredKey> keys = [await forge.MakeAsync(_signing.Algorithm, RingKeyState.Active, now, cancellationToken).ConfigureAwait(false)];
        if (_encryption is not null)
        {
            keys.Add(await forge.MakeAsync(_encryption.Algorithm, RingKeyState.Active, now, cancellationToken).ConfigureAwait(false));
        }

        return new(1, keys);
    }

    /// <summary>The version with every step taken that is due; null when none is.</summary>
    public async ValueTask<Ring?> NextAsync(Ring ring, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<StoredKey> keys = [.. ring.Keys.Where(key => PlanOf(key)?.IsGone(key, now) != true)];
        var turned = await TurnAsync(ring.Signing, _signing, keys, now, cancellationToken).ConfigureAwait(false);
        if (_encryption is not null)
        {
            turned |= await TurnAsync(ring.Encryption, _encryption, keys, now, cancellationToken).ConfigureAwait(false);
        }

        var wrapped = await WrapAnewAsync(keys, cancellationToken).ConfigureAwait(false);
        return turned || wrapped || keys.Count != ring.Keys.Count ? new(ring.Version + 1, keys) : null;
    }

    /// <summary>The version without a key, and with another one in use if it was the active one; null when the ring has no such key.</summary>
    public async ValueTask<Ring?> WithoutAsync(Ring ring, string keyId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (ring.Keys.FirstOrDefault(key => string.Equals(key.KeyId, keyId, StringComparison.Ordinal)) is not { } gone)
        {
            return null;
        }

        List<StoredKey> keys = [.. ring.Keys.Where(key => !ReferenceEquals(key, gone))];
        if (gone.State == RingKeyState.Active)
        {
            var pending = (gone.Algorithm.IsForEncryption ? ring.Encryption : ring.Signing).Pending;
            if (pending is not null)
            {
                Activate(keys, pending, now);
            }
            else if (PlanOf(gone) is { } plan)
            {
                keys.Add(await forge.MakeAsync(plan.Algorithm, RingKeyState.Active, now, cancellationToken).ConfigureAwait(false));
            }
        }

        return new(ring.Version + 1, keys);
    }

    // After a rotation of the key-encryption key: the one before is not needed any more once this is stored.
    private async ValueTask<bool> WrapAnewAsync(List<StoredKey> keys, CancellationToken cancellationToken)
    {
        var any = false;
        for (var i = 0; i < keys.Count; i++)
        {
            if (await forge.WrapAnewAsync(keys[i], cancellationToken).ConfigureAwait(false) is { } wrapped)
            {
                keys[i] = wrapped;
                any = true;
            }
        }

        return any;
    }

    // Where nobody is to encrypt to this service any more, what was encrypted is still opened.
    private RotationPlan? PlanOf(StoredKey key) => key.Algorithm.IsForEncryption ? _encryption : _signing;

    private async ValueTask<bool> TurnAsync(RingLine line, RotationPlan plan, List<StoredKey> keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (plan.IsActivationDue(line, now))
        {
            Activate(keys, line.Pending!, now);
        }
        else if (line.Active is null || plan.IsAnnouncementDue(line, now))
        {
            var state = line.Active is null ? RingKeyState.Active : RingKeyState.Pending;
            keys.Add(await forge.MakeAsync(plan.Algorithm, state, now, cancellationToken).ConfigureAwait(false));
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void Activate(List<StoredKey> keys, StoredKey pending, DateTimeOffset now)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            keys[i] = keys[i] switch
            {
                { State: RingKeyState.Active } active when active.Algorithm.IsForEncryption == pending.Algorithm.IsForEncryption => active.Become(RingKeyState.Retiring, now),
                var key when ReferenceEquals(key, pending) => key.Become(RingKeyState.Active, now),
                var key => key,
            };
        }
    }
}
