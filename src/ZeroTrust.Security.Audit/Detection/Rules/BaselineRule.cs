namespace ZeroTrust.Security.Audit.Detection;

/// <summary>
/// Many times the events that a key had before. Time is cut into spans; the average is of those that no late event can belong to any more, so that order within the lateness does
/// not matter. For one thread.
/// </summary>
internal sealed class BaselineRule(AuditRule rule, EventClock clock, TimeSpan lateness, DetectionMetrics metrics) : DetectionRule(rule, clock, metrics)
{
    private const int Averaged = SpanCounts.Length - 3;

    private readonly KeyTable<BaselineState> _table = new(rule.Keys);
    private readonly long _span = rule.Window!.Value.Ticks;
    private readonly long _lateness = Math.Min(lateness.Ticks, rule.Window!.Value.Ticks);
    private readonly long _pause = rule.Quiet.Ticks;

    public override int Keys => _table.Count;

    public override void Forget() => _table.Clear();

    protected override Detected? Count(UInt128 key, in Observed observed, long time)
    {
        if (time < Clock.Latest - _lateness)
        {
            Metrics.Late(Rule.Name);
            return null;
        }

        var slot = FindOrAdd(key, time);
        ref var state = ref _table[slot];
        Roll(ref state, Math.Max(state.Span, time / _span));
        var index = (int)(state.Span - (time / _span));
        state.Counts[index]++;
        Remember(ref state, observed.Id);
        var detected = time > state.QuietUntil && IsAbove(ref state, index) ? Describe(ref state, index, observed) : null;
        _table.Place(slot, LevelOf(ref state));
        return detected;
    }

    private static void Remember(ref BaselineState state, Guid id)
    {
        for (var i = LatestIds.Length - 1; i > 0; i--)
        {
            state.Ids[i] = state.Ids[i - 1];
        }

        state.Ids[0] = id;
    }

    private static void Roll(ref BaselineState state, long span)
    {
        var by = (int)Math.Min(span - state.Span, SpanCounts.Length);
        for (var i = SpanCounts.Length - 1; by > 0 && i >= 0; i--)
        {
            state.Counts[i] = i >= by ? state.Counts[i - by] : 0;
        }

        state.Span = span;
    }

    private int FindOrAdd(UInt128 key, long time)
    {
        if (_table.TryFind(key, out var slot))
        {
            _table.Take(slot);
            return slot;
        }

        if (_table.IsFull)
        {
            MakeRoom();
        }

        slot = _table.Add(key);
        _table[slot].Span = time / _span;
        return slot;
    }

    // A key without events in all its spans has the average of one that was never seen.
    private void MakeRoom()
    {
        for (var level = 0; level < KeyTable<BaselineState>.Levels; level++)
        {
            if (_table.TryOldest(level, out var oldest) && _table[oldest].Span < (Clock.Latest / _span) - SpanCounts.Length)
            {
                _table.Remove(oldest);
                return;
            }
        }

        if (_table.TryWeakest(out var weakest))
        {
            Metrics.Evicted(Rule.Name);
            _table.Remove(weakest);
        }
    }

    // Whoever has a history keeps it before whoever has none; whoever is quiet after an alert, longest.
    private int LevelOf(ref BaselineState state)
    {
        var sum = 0;
        foreach (var count in state.Counts)
        {
            sum += count;
        }

        const int quiet = KeyTable<BaselineState>.Levels - 1;
        return state.QuietUntil >= Clock.Latest ? quiet : (int)Math.Min(quiet - 1, (long)sum * (quiet - 1) / Rule.Least!.Value);
    }

    // Late events stand in the span before the newest at most, so of the two there is always one more behind them.
    private bool IsAbove(ref BaselineState state, int index)
    {
        var count = state.Counts[index];
        if (count < Rule.Least)
        {
            return false;
        }

        var sum = 0L;
        for (var i = index + 2; i < index + 2 + Averaged; i++)
        {
            sum += state.Counts[i];
        }

        return count >= Rule.Factor * sum / Averaged;
    }

    private Detected Describe(ref BaselineState state, int index, in Observed observed)
    {
        var from = (state.Span - index) * _span;
        state.QuietUntil = from + _span + _pause;
        var ids = new List<Guid>(LatestIds.Length);
        for (var i = LatestIds.Length - 1; i >= 0; i--)
        {
            if (state.Ids[i] != Guid.Empty)
            {
                ids.Add(state.Ids[i]);
            }
        }

        return new(Rule, observed, state.Counts[index], from, Math.Min(Clock.Latest, from + _span), ids);
    }
}
