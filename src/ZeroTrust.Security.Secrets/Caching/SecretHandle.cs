namespace ZeroTrust.Security.Secrets;

/// <summary>What consumers read: one reference that the entry of its secret changes, and no more.</summary>
internal sealed class SecretHandle(SecretRef reference, SecretEntry entry, SecretReport report) : ISecretHandle
{
    private readonly Lock _gate = new();
    private readonly List<Listening> _listeners = [];
    private HeldSecret? _held;
    private int _untold;

    public SecretRef Reference => reference;

    /// <summary>The entry of the secret.</summary>
    public SecretEntry Entry => entry;

    public HeldSecret? Held => Volatile.Read(ref _held);

    public SecretVersion Current => Volatile.Read(ref _held) is { } held ? held.Current : throw entry.Unavailable(reference);

    public ValueTask<SecretVersion> GetAsync(CancellationToken cancellationToken = default) =>
        Held is { } held ? new(held.Current) : AskAsync(cancellationToken);

    public async ValueTask<SecretVersion?> ReplaceAsync(SecretVersion rejected, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rejected);
        if (OtherThan(rejected) is null)
        {
            var asked = entry.AskAsync(Held is not null, out var isUnderWay);
            await asked.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (isUnderWay && OtherThan(rejected) is null)
            {
                // That call began before the refusal, and so may its answer be of before.
                await entry.AskAsync(Held is not null, out _).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return OtherThan(rejected);
    }

    public bool Verify<TState>(TState state, SecretUse<TState, bool> check)
        where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(check);
        var held = Held ?? throw entry.Unavailable(reference);
        if (held.Current.Value.Reveal(state, check))
        {
            return true;
        }

        if (held.Previous is not { } previous || !previous.Value.Reveal(state, check))
        {
            return false;
        }

        report.UsedPrevious(reference);
        return true;
    }

    public IDisposable OnChange(Action changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var listening = new Listening(this, changed);
        lock (_gate)
        {
            _listeners.Add(listening);
        }

        return listening;
    }

    /// <summary>Puts other versions in force. Under the gate of the entry.</summary>
    /// <returns>Whether another value is, or none: whoever listens is to be told.</returns>
    public bool Publish(HeldVersions versions)
    {
        var before = _held;
        var current = View(versions.Current, versions.Name, versions.ExpiresAt);
        Volatile.Write(ref _held, current is null ? null : new(current, View(versions.Previous, versions.PreviousName, versions.Previous?.ExpiresAt)));
        return !ReferenceEquals(IdentityOf(before?.Current), IdentityOf(current));
    }

    /// <summary>Tells whoever listens, one after the other: of changes that come meanwhile, too.</summary>
    public void Tell()
    {
        if (Interlocked.Increment(ref _untold) != 1)
        {
            return;
        }

        int seen;
        do
        {
            seen = Volatile.Read(ref _untold);
            Listening[] listeners;
            lock (_gate)
            {
                listeners = [.. _listeners];
            }

            foreach (var listener in listeners)
            {
                report.Guard(listener.Changed);
            }
        }
        while (Interlocked.CompareExchange(ref _untold, 0, seen) != seen);
    }

    // A value is the same secret in each view of it, whatever became of its lease.
    private static Secret? IdentityOf(SecretVersion? version) => version switch
    {
        null => null,
        { HasValue: true } => version.Value,
        _ => version.Fields.MinBy(static field => field.Key, StringComparer.Ordinal).Value,
    };

    private async ValueTask<SecretVersion> AskAsync(CancellationToken cancellationToken)
    {
        await entry.AskAsync(rejected: false, out _).WaitAsync(cancellationToken).ConfigureAwait(false);
        return Current;
    }

    private SecretVersion? OtherThan(SecretVersion rejected) =>
        Held is { } held && !ReferenceEquals(IdentityOf(held.Current), IdentityOf(rejected)) ? held.Current : null;

    private SecretVersion? View(SecretVersion? version, string? name, DateTimeOffset? expiresAt)
    {
        Secret? value = null;
        if (version is null || (reference.Field is { } field && !version.Fields.TryGetValue(field, out value)))
        {
            return null;
        }

        return new(version.Fields, value ?? (version.HasValue ? version.Value : null)) { Version = name, Sequence = version.Sequence, ExpiresAt = expiresAt, IsLeased = version.IsLeased };
    }

    private sealed class Listening(SecretHandle handle, Action changed) : IDisposable
    {
        public Action Changed => changed;

        public void Dispose()
        {
            lock (handle._gate)
            {
                handle._listeners.Remove(this);
            }
        }
    }
}
