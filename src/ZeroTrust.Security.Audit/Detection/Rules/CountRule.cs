namespace ZeroTrust.Security.Audit.Detection;

/// <summary>So many events of a key within a time.</summary>
internal sealed class CountRule(AuditRule rule, EventClock clock, TimeSpan lateness, DetectionMetrics metrics) : WindowRule(rule, clock, lateness, metrics)
{
    protected override bool TryMember(in Observed observed, out ulong member)
    {
        member = 0;
        return true;
    }

    protected override int Judge(ReadOnlySpan<Happening> near, int at, out int first, out int last)
    {
        for (first = Math.Max(0, at - Least + 1); first <= at && first + Least <= near.Length; first++)
        {
            last = first + Least - 1;
            if (near[last].Time - near[first].Time <= Window)
            {
                return Least;
            }
        }

        last = 0;
        return 0;
    }

    // Without an alert there are fewer of them than it takes.
    protected override int Needless(ReadOnlySpan<Happening> near, int at) => -1;
}
