namespace ZeroTrust.Security.Audit.Detection;

/// <summary>
/// The first time that a key has a value. What was given up for want of room is first again; values seen once go before those seen more often, so that many new ones push
/// out each other and not what is usual. For one thread.
/// </summary>
internal sealed class FirstSeenRule(AuditRule rule, EventClock clock, DetectionMetrics metrics) : DetectionRule(rule, clock, metrics)
{
    private readonly KeyMaker _pairs = new([.. rule.Fields, rule.Other]);
    private readonly KeyTable<SeenState> _table = new(rule.Keys);
    private long _known;

    public override int Keys => _table.Count;

    // What was seen was seen, whatever a clock says.
    public override void Forget()
    {
    }

    protected override Detected? Count(UInt128 key, in Observed observed, long time)
    {
        _known = _known == 0 ? Clock.Latest + Rule.Learning!.Value.Ticks : _known;
        if (!_pairs.TryMake(observed.Record, out var pair))
        {
            return null;
        }

        if (_table.TryFind(pair, out var slot))
        {
            _table[slot].Again = true;
            _table.Place(slot, 1);
            return null;
        }

        if (_table.IsFull && _table.TryWeakest(out var weakest))
        {
            Metrics.Evicted(Rule.Name);
            _table.Remove(weakest);
        }

        _table.Place(_table.Add(pair), 0);
        return time < _known ? null : new(Rule, observed, 1, time, time, [observed.Id]);
    }
}
