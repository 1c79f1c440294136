using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>
/// Takes the journal to one sink, from the sink's own place, which moves only behind what is stored. It shares nothing with other sinks but the files, and
/// no failure ends it. One loop runs it; everybody may ask how it stands.
/// </summary>
internal sealed class SinkFollower : IDisposable
{
    private readonly IAuditSink _sink;
    private readonly JournalFeed _feed;
    private readonly AuditSinkOptions _options;
    private readonly BackOff _backOff;
    private readonly SinkMetrics _metrics;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly SinkCursorFile _file;
    private FeedReader? _reader;
    private FeedPart _part = FeedPart.None;
    private SinkCursor? _unkept;
    private long _stored;
    private long _succeeded;
    private volatile int _failures;

    public SinkFollower(IAuditSink sink, JournalFeed feed, AuditSinkOptions options, BackOff backOff, SinkMetrics metrics, ILogger logger, TimeProvider clock)
    {
        (_sink, _feed, _options, _backOff, _metrics, _logger, _clock) = (sink, feed, options, backOff, metrics, logger, clock);
        Name = sink.Name;
        _file = new(feed.Folder, Name);
        _succeeded = clock.GetTimestamp();
    }

    public string Name { get; }

    /// <summary>The last record that the sink stored.</summary>
    public long Stored => Volatile.Read(ref _stored);

    /// <summary>How many records on disk it did not store yet.</summary>
    public long Lag => Math.Max(0, _feed.End.Seq - Stored);

    /// <summary>How long ago it last stored, or had nothing to store.</summary>
    public TimeSpan SinceSuccess => _clock.GetElapsedTime(Volatile.Read(ref _succeeded));

    /// <summary>Failures in a row.</summary>
    public int Failures => _failures;

    /// <summary>Delivers until the service stops.</summary>
    /// <param name="stopping">Ends it, and cancels the sink's call.</param>
    /// <param name="draining">Lets it deliver what there is, without a wait, and then ends it.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken draining = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, draining);
        while (!stopping.IsCancellationRequested && !(draining.IsCancellationRequested && _failures > 0))
        {
            try
            {
                var wait = await StepAsync(stopping).ConfigureAwait(false);
                if (!draining.IsCancellationRequested)
                {
                    await Task.Delay(wait, _clock, either.Token).ConfigureAwait(false);
                }
                else if (Lag == 0)
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                // What is not stored is delivered after the next start.
            }
#pragma warning disable CA1031 // Not even what listens to measurements or writes the log ends it.
            catch (Exception)
#pragma warning restore CA1031
            {
                _failures++;
                await Task.Delay(BackOff.Longest, _clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Delivers one batch, if there is any.</summary>
    /// <returns>How long to wait for the next attempt.</returns>
    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public async ValueTask<TimeSpan> StepAsync(CancellationToken stopping)
    {
        try
        {
            return await DeliverAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever it is, delivery must not end.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return Fail(new(0, SinkFailure.Journal) { Reason = fault.Message, Exception = fault });
        }
    }

    public void Dispose() => _reader?.Dispose();

    private async ValueTask<TimeSpan> DeliverAsync(CancellationToken stopping)
    {
        _reader ??= Begin();
        KeepPlace();
        if (_part.Batch is null)
        {
            _part = _reader.Read();
            Report(_part);
        }

        if (_part.Batch is not { } batch)
        {
            Succeed();
            return _options.MaxAge;
        }

        var more = _part.More;
        var (call, counted) = await CallAsync(batch, stopping).ConfigureAwait(false);
        Take(batch, call.Stored);
        PutAside(call);
        if (call.Failure == SinkFailure.None)
        {
            Succeed();
            return more ? TimeSpan.Zero : _options.MaxAge;
        }

        return counted ? _backOff.After(_failures, call.RetryAfter) : Fail(call);
    }

    private FeedReader Begin()
    {
        var place = _file.Load();
        if (place is null)
        {
            SinkLog.BegunAnew(_logger, Name);
        }

        Volatile.Write(ref _stored, place?.Seq ?? 0);
        return new(_feed, _options, place ?? SinkCursor.None);
    }

    // A call that takes too long is counted at once, not when it ends: it may never end.
    private async ValueTask<(SinkCall Call, bool Counted)> CallAsync(AuditSinkBatch batch, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(_options.CallTimeout, _clock);
        var late = timeout.Token.Register(() => Fail(new(0, SinkFailure.TimedOut) { Reason = "the call takes too long" }));
        var call = await SinkCall.MakeAsync(_sink, batch, timeout.Token, stopping).ConfigureAwait(false);
        await late.DisposeAsync().ConfigureAwait(false);
        return (call, timeout.IsCancellationRequested);
    }

    private void Take(AuditSinkBatch batch, int stored)
    {
        if (stored == 0)
        {
            return;
        }

        _metrics.Delivered(Name, stored);
        _unkept = SinkCursor.Behind(batch, stored);
        Volatile.Write(ref _stored, _unkept.Seq);
        _part = _part.Without(stored);
        _failures = Math.Min(_failures, 1);
        KeepPlace();
    }

    private void PutAside(SinkCall call)
    {
        foreach (var aside in call.Aside)
        {
            _metrics.PutAside(Name);
            SinkLog.PutAside(_logger, Name, aside.Id, aside.Reason);
        }
    }

    // The sink has stored it, so a place that cannot be kept holds nothing up: it is tried again, and until then a crash costs copies.
    private void KeepPlace()
    {
        if (_unkept is null)
        {
            return;
        }

        try
        {
            _file.Save(_unkept);
            _unkept = null;
        }
        catch (JournalFileException fault)
        {
            _metrics.Failed(Name, SinkFailure.Cursor);
            SinkLog.PlaceNotKept(_logger, Name, fault);
        }
    }

    private void Report(FeedPart part)
    {
        if (part.Missed > 0)
        {
            _metrics.Missed(Name, part.Missed);
            SinkLog.Missed(_logger, part.Missed, Name);
        }

        if (part.BegunAnew)
        {
            Volatile.Write(ref _stored, 0);
            SinkLog.BegunAnew(_logger, Name);
        }
    }

    private void Succeed()
    {
        Volatile.Write(ref _succeeded, _clock.GetTimestamp());
        if (_failures > 0)
        {
            SinkLog.Recovered(_logger, Name, _failures);
            _failures = 0;
        }
    }

    private TimeSpan Fail(SinkCall call)
    {
        _metrics.Failed(Name, call.Failure);
        if (++_failures == 1)
        {
            SinkLog.Failed(_logger, Name, call.Failure, call.Reason, call.Exception);
        }

        return _backOff.After(_failures, call.RetryAfter);
    }
}
