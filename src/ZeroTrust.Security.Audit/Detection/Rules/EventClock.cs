namespace ZeroTrust.Security.Audit.Detection;

/// <summary>How far the events have come, by their own times. For one thread.</summary>
internal sealed class EventClock(TimeSpan lateness)
{
    /// <summary>The latest time of any event, in ticks of UTC.</summary>
    public long Latest { get; private set; }

    /// <summary>Takes a time; one that has not come yet, as nobody but an application can say, counts as now.</summary>
    /// <returns>The time to count it at.</returns>
    public long Advance(long time, long now)
    {
        time = Math.Min(time, now);
        Latest = Math.Max(Latest, time);
        return time;
    }

    /// <summary>Whether the wall clock was set back: everything that happens now would be too late for what was seen.</summary>
    public bool WasSetBack(long now) => Latest - now > Math.Max(lateness.Ticks, TimeSpan.TicksPerSecond);

    public void StartAnew(long now) => Latest = now;
}
