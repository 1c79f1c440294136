namespace ZeroTrust.Security.Audit.Detection;

/// <summary>So many events of a key within a time, and then one of another outcome.</summary>
internal sealed class SequenceRule(AuditRule rule, EventClock clock, TimeSpan lateness, DetectionMetrics metrics) : WindowRule(rule, clock, lateness, metrics)
{
    private const ulong Before = 0;
    private const ulong End = 1;

    // More ends of one key than this within the lateness are more than an order to be found late.
    private const int MaxEnds = 16;

    protected override bool TryMember(in Observed observed, out ulong member)
    {
        member = observed.Record.Decision.Outcome == Rule.Then ? End : Before;
        return true;
    }

    protected override int Judge(ReadOnlySpan<Happening> near, int at, out int first, out int last)
    {
        first = 0;
        for (last = at; last < near.Length; last++)
        {
            if (near[last].Member == End && CountBefore(near, last, out first) is var count && count >= Least)
            {
                return count;
            }
        }

        return 0;
    }

    /// <summary>
    /// Of events that are as many within the time before one and after it as it takes, no window needs the one. An end is kept as long as what belongs before it may still come.
    /// </summary>
    protected override int Needless(ReadOnlySpan<Happening> near, int at)
    {
        var (ends, oldest) = (0, -1);
        for (var i = near.Length - 1; i >= 0; i--)
        {
            if (near[i].Member == End)
            {
                (ends, oldest) = (ends + 1, i);
            }
        }

        return ends > 0 && (ends > MaxEnds || near[oldest].Time < Clock.Latest - Lateness) ? oldest : NeedlessBefore(near, at);
    }

    private static int Step(ReadOnlySpan<Happening> near, int from, int count, int direction)
    {
        for (var i = from + direction; i >= 0 && i < near.Length; i += direction)
        {
            if (near[i].Member == Before && --count == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private int NeedlessBefore(ReadOnlySpan<Happening> near, int at)
    {
        if (near[at].Member != Before)
        {
            return -1;
        }

        // The newest is the common case: the one it makes needless stands as far before it as it takes.
        for (var middle = at; middle >= 0; middle = Step(near, middle, 1, -1))
        {
            var (older, newer) = (Step(near, middle, Least, -1), Step(near, middle, Least, 1));
            if (older >= 0 && newer >= 0 && near[newer].Time - near[older].Time <= Window)
            {
                return middle;
            }

            if (older < 0)
            {
                return -1;
            }
        }

        return -1;
    }

    private int CountBefore(ReadOnlySpan<Happening> near, int end, out int first)
    {
        var count = 0;
        first = end;
        for (var i = end - 1; i >= 0 && near[end].Time - near[i].Time <= Window; i--)
        {
            if (near[i].Member == Before)
            {
                count++;
                first = i;
            }
        }

        return count;
    }
}
