using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Rechecks;

/// <summary>
/// The requests that may be long ones, while they are open: each is decided anew at the end of its token and every ten seconds, and its
/// connection or stream is cut once it would be refused. One timer, which stands still while there is none. Threads may share it.
/// </summary>
internal sealed class OpenRequests : IDisposable
{
    /// <summary>How often each is looked at: the longest that a revocation or a change of settings stays without effect on it.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // Ends that lie close together are taken in one go.
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly HashSet<OpenRequest> _open = [];
    private readonly RecheckJudge _judge;
    private readonly DecisionRecorder _recorder;
    private readonly OpenRequestMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;

    // By the monotonic clock, under the gate.
    private long _lastRound;
    private long _due = long.MaxValue;

    public OpenRequests(RecheckJudge judge, DecisionRecorder recorder, OpenRequestMetrics metrics, TimeProvider clock)
    {
        _judge = judge;
        _recorder = recorder;
        _metrics = metrics;
        _clock = clock;
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = clock.CreateTimer(static state => ((OpenRequests)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        metrics.Show(this);
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Runs a request that was allowed, and looks at it until it ends.</summary>
    public async Task RunAsync(HttpContext context, RequestAccess access, RequestDelegate next)
    {
        var request = new OpenRequest(context, access, TokenEnd.Of(access));
        Add(request);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(request);
            }

            await request.CloseAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Add(OpenRequest request)
    {
        lock (_gate)
        {
            if (_open.Count == 0)
            {
                _lastRound = _clock.GetTimestamp();
            }

            _open.Add(request);
            SetTimer(request.EndsAt, TimeSpan.Zero);
        }
    }

    private void Look()
    {
        var now = _clock.GetUtcNow();
        foreach (var request in TakeDue(now))
        {
            _ = request.RecheckAsync(_judge, now, End);
        }
    }

    private List<OpenRequest> TakeDue(DateTimeOffset now)
    {
        lock (_gate)
        {
            var round = _clock.GetElapsedTime(_lastRound) >= Interval;
            if (round)
            {
                _lastRound = _clock.GetTimestamp();
            }

            var (due, nextEnd) = (new List<OpenRequest>(), DateTimeOffset.MaxValue);
            foreach (var request in _open)
            {
                if (round || request.EndsAt <= now)
                {
                    due.Add(request);
                }

                nextEnd = request.EndsAt > now && request.EndsAt < nextEnd ? request.EndsAt : nextEnd;
            }

            _due = long.MaxValue;
            if (_open.Count > 0)
            {
                SetTimer(nextEnd, LeastWait);
            }

            return due;
        }
    }

    /// <summary>Has the timer fire at the next round or at that end, unless it will sooner.</summary>
    private void SetTimer(DateTimeOffset end, TimeSpan least)
    {
        var (toRound, toEnd) = (Interval - _clock.GetElapsedTime(_lastRound), end - _clock.GetUtcNow());
        var wait = toEnd < toRound ? toEnd : toRound;
        wait = wait > least ? wait : least;
        var due = _clock.GetTimestamp() + (long)Math.Ceiling(wait.TotalSeconds * _clock.TimestampFrequency);
        if (due < _due)
        {
            _due = due;

            // Timers count whole milliseconds and must not be early.
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }

    // On record first: cutting may let the handler end at once.
    private void End(OpenRequest request, Refusal refusal)
    {
        lock (_gate)
        {
            if (!_open.Remove(request))
            {
                return;
            }
        }

        _metrics.Ended(refusal.Answer.Code);
        _recorder.RecordEnd(request.Context, request.Access, refusal);
        request.Context.Abort();
    }
}
