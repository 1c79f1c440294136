using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>
/// Remembers when to look whether a revocation can go, and sets one timer for the first of them. Used under the list's lock.
/// </summary>
internal sealed class RevocationExpiry : IDisposable
{
    // Settings and clocks change: nothing is left alone for longer.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // So many that end together are one piece of work.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly PriorityQueue<HeldRevocation, long> _queue = new();
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private long _timerAt = long.MaxValue;

    public RevocationExpiry(TimeProvider clock, Action look)
    {
        _clock = clock;
        _timer = DetachedTimer.Create(clock, static look => ((Action)look!)(), look);
    }

    /// <summary>How many are remembered, those included that are not held any more.</summary>
    public int Count => _queue.Count;

    /// <param name="held">What to look at again.</param>
    /// <param name="end">When it is expected to end; null when that is not known.</param>
    public void Watch(HeldRevocation held, DateTimeOffset? end)
    {
        var wait = end is { } at ? at - _clock.GetUtcNow() : LongestWait;
        wait = wait > LongestWait ? LongestWait : wait < ShortestWait ? ShortestWait : wait;
        var due = _clock.GetTimestamp() + Ticks(wait);
        _queue.Enqueue(held, due);
        if (due < _timerAt)
        {
            SetTimer();
        }
    }

    /// <summary>Takes one that is due.</summary>
    public HeldRevocation? TakeDue() =>
        _queue.TryPeek(out _, out var due) && due <= _clock.GetTimestamp() ? _queue.Dequeue() : null;

    public void Clear() => _queue.Clear();

    /// <summary>Sets the timer for the one that is next.</summary>
    public void SetTimer()
    {
        if (!_queue.TryPeek(out _, out var due))
        {
            _timerAt = long.MaxValue;
            return;
        }

        var now = _clock.GetTimestamp();
        _timerAt = Math.Max(due, now + Ticks(ShortestWait));
        _timer.Change(_clock.GetElapsedTime(now, _timerAt), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _clock.TimestampFrequency);
}
