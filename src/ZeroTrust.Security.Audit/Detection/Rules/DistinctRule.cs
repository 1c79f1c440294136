namespace ZeroTrust.Security.Audit.Detection;

/// <summary>So many different values among the events of a key within a time.</summary>
internal sealed class DistinctRule(AuditRule rule, EventClock clock, TimeSpan lateness, DetectionMetrics metrics) : WindowRule(rule, clock, lateness, metrics)
{
    private readonly KeyMaker _values = new([rule.Other]);
    private readonly HashSet<ulong> _different = [];

    protected override bool TryMember(in Observed observed, out ulong member)
    {
        var found = _values.TryMake(observed.Record, out var value);
        member = (ulong)value;
        return found;
    }

    protected override int Judge(ReadOnlySpan<Happening> near, int at, out int first, out int last)
    {
        first = 0;
        for (last = at; last < near.Length && near[last].Time - near[at].Time <= Window; last++)
        {
            while (near[last].Time - near[first].Time > Window)
            {
                first++;
            }

            if (last - first + 1 >= Least && (last > at || IsNewOf(near[first..at], near[at].Member)) && CountDifferent(near[first..(last + 1)]) is var count && count >= Least)
            {
                return count;
            }
        }

        return 0;
    }

    /// <summary>Of three events with one value within the time, no window needs the middle one: whichever has it has another of them.</summary>
    protected override int Needless(ReadOnlySpan<Happening> near, int at)
    {
        Span<int> same = stackalloc int[5];
        var count = 0;
        for (var i = at; i >= 0 && count < 3; i--)
        {
            if (near[i].Member == near[at].Member)
            {
                same[count++] = i;
            }
        }

        same[..count].Reverse();
        for (var i = at + 1; i < near.Length && count < same.Length; i++)
        {
            if (near[i].Member == near[at].Member)
            {
                same[count++] = i;
            }
        }

        for (var i = 0; i + 2 < count; i++)
        {
            if (near[same[i + 2]].Time - near[same[i]].Time <= Window)
            {
                return same[i + 1];
            }
        }

        return -1;
    }

    // The newest of its key adds nothing where its value was there already.
    private static bool IsNewOf(ReadOnlySpan<Happening> before, ulong member)
    {
        foreach (ref readonly var one in before)
        {
            if (one.Member == member)
            {
                return false;
            }
        }

        return true;
    }

    private int CountDifferent(ReadOnlySpan<Happening> window)
    {
        _different.Clear();
        foreach (ref readonly var one in window)
        {
            _different.Add(one.Member);
        }

        return _different.Count;
    }
}
