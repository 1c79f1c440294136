namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>The newest version of the ring that this process knows, and when it was last known to be the store's. Threads may share it.</summary>
internal sealed class HeldRing(KeyForge forge, KeyRingSettings settings, TimeProvider clock)
{
    // One reference: a version and the reading that confirmed it belong together.
    private volatile Reading? _last;

    /// <summary>The newest version; null before the first.</summary>
    public KeyRingSnapshot? Newest => _last?.Snapshot;

    /// <summary>The newest version while its last reading is within the bound; null otherwise.</summary>
    public KeyRingSnapshot? Usable => _last is { } last && IsRecent(last) ? last.Snapshot : null;

    /// <summary>What a reading that begins now is confirmed by.</summary>
    public Moment Begin() => new(clock.GetTimestamp(), clock.GetUtcNow());

    /// <summary>Takes a record that was read or written, unless that would be a step back.</summary>
    /// <exception cref="KeyRingStoreException">The record does not open, or is not one that follows.</exception>
    public async ValueTask<KeyRingSnapshot> TakeAsync(KeyRingRecord record, Moment begun, CancellationToken cancellationToken)
    {
        var held = Newest;
        RefuseStepBack(held?.Record, record);
        var taken = held?.Record.Version == record.Version ? held : await OpenAsync(record, held, cancellationToken).ConfigureAwait(false);
        _last = new(taken, begun);
        return taken;
    }

    private static void RefuseStepBack(KeyRingRecord? held, KeyRingRecord record)
    {
        if (held is not null && (record.Version < held.Version || (record.Version == held.Version && !record.Content.Span.SequenceEqual(held.Content.Span))))
        {
            throw new KeyRingStoreException(
                $"The store holds version {record.Version} of the key ring, and not the one known here as version {held.Version}: it was put back to an earlier state.");
        }
    }

    // By the monotonic clock, which an operator does not set, and by the wall clock, which does not stand still while the machine sleeps.
    private bool IsRecent(Reading reading) =>
        clock.GetElapsedTime(reading.Begun.Timestamp) < KeyRingSettings.MaxStaleness
        && clock.GetUtcNow() - reading.Begun.Wall < KeyRingSettings.MaxStaleness;

    private async ValueTask<KeyRingSnapshot> OpenAsync(KeyRingRecord record, KeyRingSnapshot? held, CancellationToken cancellationToken)
    {
        var ring = RingFormat.Read(record);
        var keys = new List<OpenedKey>();
        foreach (var key in ring.Keys)
        {
            keys.Add(held?.Keys.FirstOrDefault(opened => opened.Is(key)) ?? await forge.OpenAsync(key, cancellationToken).ConfigureAwait(false));
        }

        return new(record, ring, keys, settings);
    }

    /// <summary>An instant by both clocks.</summary>
    internal readonly record struct Moment(long Timestamp, DateTimeOffset Wall);

    private sealed record Reading(KeyRingSnapshot Snapshot, Moment Begun);
}
