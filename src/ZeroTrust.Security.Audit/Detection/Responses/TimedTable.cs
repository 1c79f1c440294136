using System.Collections.Concurrent;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>What holds for somebody until a time is over, for a bounded number of them. Where it holds for nobody, asking costs one read. Threads may share it.</summary>
internal sealed class TimedTable<TKey, TValue>(TimeProvider clock, TimeSpan longest)
    where TKey : notnull
{
    public const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<TKey, (long Until, TValue Value)> _entries = new();
    private readonly Lock _changing = new();
    private long _last;

    public bool IsActive => Volatile.Read(ref _last) != 0;

    /// <summary>Adds somebody, or goes on for longer where that is later.</summary>
    /// <param name="key">Whom.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="value">Makes the value of what was in force before; that is the default value where nothing was.</param>
    /// <returns><see langword="false"/> where there is no room: nobody is let go for another.</returns>
    public bool TrySet(TKey key, TimeSpan duration, Func<TValue?, TValue> value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, longest);
        lock (_changing)
        {
            var now = clock.GetTimestamp();
            var until = now + (long)(duration.TotalSeconds * clock.TimestampFrequency);
            if (!_entries.TryGetValue(key, out var before) && _entries.Count >= MaxEntries && !MakeRoom(now))
            {
                return false;
            }

            _entries[key] = (Math.Max(before.Until, until), value(before.Until > now ? before.Value : default));
            Volatile.Write(ref _last, Math.Max(_last, until));
            return true;
        }
    }

    /// <returns>Whether it was in force.</returns>
    public bool Remove(TKey key)
    {
        lock (_changing)
        {
            return _entries.TryRemove(key, out var entry) && entry.Until > clock.GetTimestamp();
        }
    }

    /// <summary>Whether anything may be in force now; forgets everything where all times are over.</summary>
    public bool TryBegin(out long now)
    {
        now = 0;
        var last = Volatile.Read(ref _last);
        if (last == 0)
        {
            return false;
        }

        now = clock.GetTimestamp();
        if (now < last)
        {
            return true;
        }

        ForgetAll();
        return false;
    }

    /// <summary>Until when it holds, and what; 0 and the default value for somebody who is not there.</summary>
    public (long Until, TValue? Value) Find(TKey key) => _entries.TryGetValue(key, out var entry) ? entry : default;

    // The last one's time is over, and so is everybody's.
    private void ForgetAll()
    {
        lock (_changing)
        {
            if (clock.GetTimestamp() >= _last)
            {
                _entries.Clear();
                Volatile.Write(ref _last, 0);
            }
        }
    }

    private bool MakeRoom(long now)
    {
        foreach (var (key, entry) in _entries)
        {
            if (entry.Until <= now)
            {
                _entries.TryRemove(key, out _);
            }
        }

        return _entries.Count < MaxEntries;
    }
}
