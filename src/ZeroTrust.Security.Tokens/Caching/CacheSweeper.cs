using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>
/// The timer that takes tokens out when nobody presents them: at their deadline, at most once a second, and at least once a minute, since
/// a wall clock that jumps fires no timer and a change of settings or keys tells nobody here.
/// </summary>
internal sealed class CacheSweeper(VerifiedTokenCache cache, ITrustSource trust, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    // Under the cache's lock.
    private ITimer? _timer;
    private long _dueAt = long.MaxValue;
    private bool _disposed;

    // The timer's own.
    private long _sweptAt = time.GetTimestamp();

    /// <summary>Sets the timer so that it fires at this deadline, unless it fires before. Under the cache's lock.</summary>
    public void SetTimer(long? deadlineTicks)
    {
        if (_disposed || deadlineTicks is not { } deadline)
        {
            return;
        }

        var wait = TimeSpan.FromTicks(deadline - time.GetUtcNow().UtcTicks);
        wait = wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait;
        var dueAt = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        if (dueAt < _dueAt)
        {
            _dueAt = dueAt;
            _timer ??= DetachedTimer.Create(time, static sweeper => ((CacheSweeper)sweeper!).OnDue(), this);
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The same once it has fired.</summary>
    public void SetTimerAnew(long? deadlineTicks)
    {
        _dueAt = long.MaxValue;
        SetTimer(deadlineTicks);
    }

    /// <summary>Ends the timer. Under the cache's lock.</summary>
    public void Dispose()
    {
        _disposed = true;
        _timer?.Dispose();
    }

    private void OnDue()
    {
        if (time.GetElapsedTime(_sweptAt) >= LongestWait - ShortestWait)
        {
            _sweptAt = time.GetTimestamp();
            cache.DropOutdated(trust.Current, time.GetUtcNow());
        }

        cache.DropExpired(time.GetUtcNow());
    }
}
