using System.Runtime.InteropServices;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>
/// A rule over the events of a key within a time. They are kept in the order of their times, so it does not matter in which order they come; once there is an
/// alert, they and what is near them belong to it and are not kept. For one thread.
/// </summary>
internal abstract class WindowRule(AuditRule rule, EventClock clock, TimeSpan lateness, DetectionMetrics metrics) : DetectionRule(rule, clock, metrics)
{
    private const int QuietLevel = KeyTable<WindowState>.Levels - 1;

    // What one key may take at most, whatever a window holds: far above what the rules keep of an orderly one.
    private const int PlacesPerEvent = 16;

    private readonly KeyTable<WindowState> _table = new(rule.Keys);
    private readonly HappeningPool _pool = new(Math.Max(4 * rule.Keys, 2 * PlacesPerEvent * rule.Least!.Value));
    private readonly long _pause = rule.Quiet.Ticks;
    private readonly List<Happening> _near = [];
    private readonly List<int> _places = [];

    public override int Keys => _table.Count;

    /// <summary>How late an event may be, in ticks: never more than the window.</summary>
    protected long Lateness { get; } = Math.Min(lateness.Ticks, rule.Window!.Value.Ticks);

    protected long Window { get; } = rule.Window!.Value.Ticks;

    protected int Least { get; } = rule.Least!.Value;

    public override void Forget()
    {
        _table.Clear();
        _pool.Clear();
    }

    protected override Detected? Count(UInt128 key, in Observed observed, long time)
    {
        if (time < Clock.Latest - Lateness)
        {
            Metrics.Late(Rule.Name);
            return null;
        }

        if (!TryMember(observed, out var member))
        {
            return null;
        }

        var happening = new Happening(time, member, observed.Id);
        var slot = FindOrAdd(key);
        ref var state = ref _table[slot];
        var detected = time >= state.QuietFrom && time <= state.QuietUntil ? null : Add(ref state, happening, observed);
        _table.Place(slot, LevelOf(state));
        return detected;
    }

    /// <summary>What tells events of a key apart.</summary>
    /// <returns><see langword="false"/> where the event does not have it, and so does not count.</returns>
    protected abstract bool TryMember(in Observed observed, out ulong member);

    /// <summary>Whether the events around a new one are an alert.</summary>
    /// <param name="near">The events within the window before and after it, oldest first.</param>
    /// <param name="at">Where the new one stands.</param>
    /// <param name="first">Where what makes the alert begins.</param>
    /// <param name="last">Where it ends.</param>
    /// <returns>How many it took; 0 for no alert.</returns>
    protected abstract int Judge(ReadOnlySpan<Happening> near, int at, out int first, out int last);

    /// <summary>Which of the events around a new one no window needs any more.</summary>
    /// <returns>Its place; -1 for none.</returns>
    protected abstract int Needless(ReadOnlySpan<Happening> near, int at);

    private int FindOrAdd(UInt128 key)
    {
        if (_table.TryFind(key, out var slot))
        {
            _table.Take(slot);
        }
        else
        {
            if (_table.IsFull)
            {
                MakeRoom();
            }

            slot = _table.Add(key);
            _table[slot] = new() { Newest = HappeningPool.None, QuietFrom = 1 };
        }

        // The slot stands in no list now, so it is not given up for its own event.
        for (var room = true; _pool.IsFull && room;)
        {
            room = MakeRoom();
        }

        return slot;
    }

    // What is over is no loss; then the one of which least is known.
    private bool MakeRoom()
    {
        for (var level = 0; level < KeyTable<WindowState>.Levels; level++)
        {
            if (_table.TryOldest(level, out var oldest) && _table[oldest].Last < Clock.Latest - Lateness - Window)
            {
                GiveUp(oldest);
                return true;
            }
        }

        if (!_table.TryWeakest(out var weakest))
        {
            return false;
        }

        Metrics.Evicted(Rule.Name);
        GiveUp(weakest);
        return true;
    }

    private void GiveUp(int slot)
    {
        _pool.Free(_table[slot].Newest);
        _table.Remove(slot);
    }

    private int LevelOf(WindowState state) => state.QuietUntil >= Clock.Latest ? QuietLevel : (int)Math.Min(QuietLevel - 1, (long)state.Count * (QuietLevel - 1) / Least);

    private Detected? Add(ref WindowState state, in Happening happening, in Observed observed)
    {
        if (_pool.IsFull || state.Count >= PlacesPerEvent * Least)
        {
            Forget(ref state);
        }

        var at = Collect(ref state, Insert(ref state, happening), happening.Time);
        var near = CollectionsMarshal.AsSpan(_near);
        var count = Judge(near, at, out var first, out var last);
        if (count > 0)
        {
            var detected = Describe(near[first..(last + 1)], count, observed);
            Forget(ref state);
            (state.QuietFrom, state.QuietUntil) = (detected.From - _pause, detected.Until + _pause);
            state.Last = state.QuietUntil;
            return detected;
        }

        if (Needless(near, at) is >= 0 and var needless)
        {
            Drop(ref state, needless);
        }

        return null;
    }

    private int Insert(ref WindowState state, in Happening happening)
    {
        var before = HappeningPool.None;
        var node = state.Newest;
        while (node != HappeningPool.None && _pool[node].Time > happening.Time)
        {
            (before, node) = (node, _pool.Next(node));
        }

        var added = _pool.Take(happening, node);
        if (before == HappeningPool.None)
        {
            state.Newest = added;
            state.Last = happening.Time;
        }
        else
        {
            _pool.Link(before, added);
        }

        state.Count++;
        return added;
    }

    /// <summary>Takes the events around the new one, oldest first, and frees what no event to come can be near to.</summary>
    /// <returns>Where the new one stands among them.</returns>
    private int Collect(ref WindowState state, int added, long time)
    {
        var newer = 0;
        _near.Clear();
        _places.Clear();
        var past = Clock.Latest - Lateness - Window;
        for (int node = state.Newest, before = HappeningPool.None; node != HappeningPool.None; before = node, node = _pool.Next(node))
        {
            ref readonly var one = ref _pool[node];
            if (one.Time < past)
            {
                // Never the first: the new one is not that old.
                _pool.Link(before, HappeningPool.None);
                state.Count -= _pool.Free(node);
                break;
            }

            if (node == added)
            {
                newer = _near.Count;
            }

            if (one.Time <= time + Window && one.Time >= time - Window)
            {
                _near.Add(one);
                _places.Add(node);
            }
        }

        _near.Reverse();
        _places.Reverse();
        return _near.Count - 1 - newer;
    }

    private Detected Describe(ReadOnlySpan<Happening> made, int count, in Observed observed)
    {
        var named = made[Math.Max(0, made.Length - Detected.MaxEvents)..];
        var ids = new Guid[named.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = named[i].Id;
        }

        return new(Rule, observed, count, made[0].Time, made[^1].Time, ids);
    }

    private void Drop(ref WindowState state, int needless)
    {
        var dropped = _places[needless];
        if (state.Newest == dropped)
        {
            state.Newest = _pool.Next(dropped);
        }
        else
        {
            var before = state.Newest;
            while (_pool.Next(before) != dropped)
            {
                before = _pool.Next(before);
            }

            _pool.Link(before, _pool.Next(dropped));
        }

        _pool.FreeOne(dropped);
        state.Count--;
    }

    private void Forget(ref WindowState state)
    {
        _pool.Free(state.Newest);
        (state.Newest, state.Count) = (HappeningPool.None, 0);
    }
}
