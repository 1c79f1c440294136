namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Keys in use and until when. Ends are told by the monotonic clock, so that setting the wall clock back extends nothing.
/// Immutable: when a key ends, the rest become a new value.
/// </summary>
internal sealed class HeldKeys
{
    private readonly TimedKey[] _keys;
    private readonly long _end;

    private HeldKeys(TimedKey[] keys, long end, IssuerKeySet? set = null)
    {
        _keys = keys;
        _end = end;
        Set = set ?? new([.. keys.Select(static key => key.Published.Key)]);
        ValidUntil = keys.Select(static key => key.EndsAt).Append(end).Min();
    }

    public IssuerKeySet Set { get; }

    /// <summary>The monotonic time stamp up to which <see cref="Set"/> holds unchanged.</summary>
    public long ValidUntil { get; }

    /// <summary>Takes keys into use from now on.</summary>
    /// <param name="keys">At least one.</param>
    /// <param name="bound">How long they serve without a newer success.</param>
    /// <param name="time">The clock.</param>
    /// <param name="previous">What was in use. If it has the same keys its set is kept, so that what was verified with it stays verified.</param>
    public static HeldKeys Take(IReadOnlyList<PublishedKey> keys, TimeSpan bound, TimeProvider time, HeldKeys? previous)
    {
        var now = time.GetTimestamp();
        var wall = time.GetUtcNow();
        TimedKey[] timed = [.. keys.Select(key => new TimedKey(key, key.EndsAt is { } end ? After(end - wall, now, time) : long.MaxValue))];
        return new(timed, After(bound, now, time), previous is not null && previous.HasSame(keys) ? previous.Set : null);
    }

    /// <summary>What is left of the keys; null when nothing is.</summary>
    public HeldKeys? At(long timestamp)
    {
        if (timestamp < ValidUntil)
        {
            return this;
        }

        TimedKey[] left = timestamp < _end ? [.. _keys.Where(key => timestamp < key.EndsAt)] : [];
        return left.Length > 0 ? new(left, _end) : null;
    }

    private bool HasSame(IReadOnlyList<PublishedKey> keys) =>
        keys.Select(static key => key.Identity).SequenceEqual(_keys.Select(static key => key.Published.Identity), StringComparer.Ordinal);

    private static long After(TimeSpan span, long now, TimeProvider time)
    {
        var end = now + (span.TotalSeconds * time.TimestampFrequency);
        return end >= long.MaxValue ? long.MaxValue : (long)end;
    }

    private readonly record struct TimedKey(PublishedKey Published, long EndsAt);
}
