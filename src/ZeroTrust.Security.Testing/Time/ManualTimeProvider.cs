namespace ZeroTrust.Security.Testing;

/// <summary>
/// A clock that moves only when told. Timers made from it fire inside <see cref="Advance"/>, in the order they are due, on the
/// caller's thread. Threads may share it.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];

    // One reference, so that reading takes no lock. Written under it.
    private volatile Reading _reading;

    /// <summary>A clock that stands still.</summary>
    /// <param name="start">The first reading; by default the first instant of 2030, UTC.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _reading = new(start ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), 0);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _reading.Wall;

    /// <inheritdoc/>
    public override long GetTimestamp() => _reading.Monotonic;

    /// <summary>Moves wall clock and monotonic clock forward and fires each timer that falls due on the way.</summary>
    /// <param name="by">How far; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);

        var end = _reading.Monotonic + by.Ticks;
        while (TakeNextDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            // Another thread may have moved it further meanwhile.
            MoveTo(Math.Max(end, _reading.Monotonic));
        }
    }

    /// <summary>Sets the wall clock alone, forward or back, as an operator or a time server does. No timer fires.</summary>
    /// <param name="now">The new reading.</param>
    public void JumpTo(DateTimeOffset now)
    {
        lock (_gate)
        {
            _reading = _reading with { Wall = now };
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeNextDue(long end)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.DueAt <= end).MinBy(static timer => timer.DueAt);
            if (next is null)
            {
                return null;
            }

            MoveTo(Math.Max(next.DueAt, _reading.Monotonic));
            next.Reschedule();
            return next;
        }
    }

    private void MoveTo(long monotonic) =>
        _reading = new(_reading.Wall + TimeSpan.FromTicks(monotonic - _reading.Monotonic), monotonic);

    private sealed record Reading(DateTimeOffset Wall, long Monotonic);

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public long DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueAt = clock._reading.Monotonic + dueTime.Ticks;
                    _period = period;
                    clock._timers.Add(this);
                }
            }

            return true;
        }

        public void Reschedule()
        {
            clock._timers.Remove(this);
            if (_period > TimeSpan.Zero)
            {
                DueAt += _period.Ticks;
                clock._timers.Add(this);
            }
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
