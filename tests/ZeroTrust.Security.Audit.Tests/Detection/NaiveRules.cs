namespace ZeroTrust.Security.Audit.Tests.Detection;

/// <summary>What each kind of rule means, said as simply as it can be: all events of a key, sorted, and every window looked at anew.</summary>
internal static class NaiveRules
{
    public static IReadOnlyList<long> Count(IEnumerable<(long Time, int Value, bool Good)> events, int least, long window, long pause) =>
        Alerts(events, pause, kept => kept.Count(one => kept[^1].Time - one.Time <= window) >= least);

    public static IReadOnlyList<long> Distinct(IEnumerable<(long Time, int Value, bool Good)> events, int least, long window, long pause) =>
        Alerts(events, pause, kept => kept.Where(one => kept[^1].Time - one.Time <= window).Select(static one => one.Value).Distinct().Count() >= least);

    public static IReadOnlyList<long> Sequence(IEnumerable<(long Time, int Value, bool Good)> events, int least, long window, long pause) =>
        Alerts(events, pause, kept => kept[^1].Good && kept.Count(one => !one.Good && kept[^1].Time - one.Time <= window) >= least);

    /// <summary>The spans that are alerts, by the number of events in each.</summary>
    public static IReadOnlyList<long> AboveAverage(IEnumerable<(long Time, int Value, bool Good)> events, int least, long span, long pause, double factor)
    {
        var spans = events.GroupBy(one => one.Time / span).ToDictionary(static group => group.Key, static group => group.Count());
        var found = new List<long>();
        foreach (var (number, count) in spans.OrderBy(static one => one.Key))
        {
            var average = Enumerable.Range(2, 8).Sum(back => spans.GetValueOrDefault(number - back)) / 8.0;
            var quietUntil = found.Count == 0 ? long.MinValue : ((found[^1] + 1) * span) + pause;
            var counted = events.Count(one => one.Time / span == number && one.Time > quietUntil);
            if (counted > 0 && count >= least && count >= factor * average)
            {
                found.Add(number);
            }
        }

        return found;
    }

    private static List<long> Alerts(IEnumerable<(long Time, int Value, bool Good)> events, long pause, Func<List<(long Time, int Value, bool Good)>, bool> completes)
    {
        var (found, kept) = (new List<long>(), new List<(long Time, int Value, bool Good)>());
        foreach (var one in events.OrderBy(static one => one.Time))
        {
            if (found.Count > 0 && one.Time <= found[^1] + pause)
            {
                continue;
            }

            kept.Add(one);
            if (completes(kept))
            {
                found.Add(one.Time);
                kept.Clear();
            }
        }

        return found;
    }
}
