using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// The keys in use, which a timer takes out of use as they end: so reading them needs no clock, and whoever compares the set by
/// reference sees each change. Threads may share it.
/// </summary>
internal sealed class KeysInUse : IDisposable
{
    // A timer takes no more than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private volatile IssuerKeySet? _current;
    private HeldKeys? _held;
    private bool _disposed;

    public KeysInUse(TimeProvider time)
    {
        _time = time;
        _timer = DetachedTimer.Create(time, static keys => ((KeysInUse)keys!).DropEnded(), this);
    }

    /// <summary>The set in use; null when there never was one, or it has ended. One volatile read.</summary>
    public IssuerKeySet? Current => _current;

    /// <summary>The set in use with its end.</summary>
    public HeldKeys? Held
    {
        get
        {
            lock (_gate)
            {
                return _held;
            }
        }
    }

    /// <summary>Takes keys into use in place of those before.</summary>
    public void Use(HeldKeys? held)
    {
        lock (_gate)
        {
            Set(held?.At(_time.GetTimestamp()));
        }
    }

    /// <summary>Ends the timer. What is in use stays in use.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void DropEnded()
    {
        lock (_gate)
        {
            Set(_held?.At(_time.GetTimestamp()));
        }
    }

    private void Set(HeldKeys? held)
    {
        _held = held;
        _current = held?.Set;
        if (!_disposed)
        {
            _timer.Change(held is null || held.ValidUntil == long.MaxValue ? Timeout.InfiniteTimeSpan : Wait(held.ValidUntil), Timeout.InfiniteTimeSpan);
        }
    }

    // A timer may be early by less than it counts in; then it is set once more.
    private TimeSpan Wait(long until)
    {
        var left = _time.GetElapsedTime(_time.GetTimestamp(), until);
        return left > LongestWait ? LongestWait : left < ShortestWait ? ShortestWait : left;
    }
}
