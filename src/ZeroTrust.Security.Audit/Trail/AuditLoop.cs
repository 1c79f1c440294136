using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>
/// The one thread that writes. Whatever it throws is logged, lets nobody wait, and is tried again: it ends when it is told to. Threads may
/// share it.
/// </summary>
internal sealed class AuditLoop(TimeSpan interval, ILogger logger, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    // No wait handle: threads that record late, and this one, may outlive whoever would end it.
    private readonly object _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AuditWriter? _writer;
    private volatile bool _running;
    private volatile bool _threw;
    private long _turns;
    private long _succeeded;
    private bool _woken;

    /// <summary>Whether there is somebody to write.</summary>
    public bool IsRunning => _running;

    /// <summary>Whether the last turn went well.</summary>
    public bool IsAvailable => !_threw && _writer is { IsAvailable: true };

    /// <summary>How long ago a turn last went well and the journal could be written.</summary>
    public TimeSpan SinceSuccess => _clock.GetElapsedTime(Volatile.Read(ref _succeeded));

    /// <summary>How it stands with space.</summary>
    public JournalSpace Space => _writer?.Space ?? JournalSpace.Ample;

    /// <summary>How many turns were begun.</summary>
    public long Turns => Volatile.Read(ref _turns);

    public void Start(AuditWriter writer)
    {
        _succeeded = _clock.GetTimestamp();
        _running = true;
        _writer = writer;
        new Thread(Run) { IsBackground = true, Name = "audit journal" }.Start();
    }

    /// <summary>Whether it was told to end: what is recorded from then on is written by nobody.</summary>
    public bool HasEnded => _writer is not null && !_running;

    public void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Lets the thread write what is left, and ends it.</summary>
    public Task StopAsync()
    {
        if (_writer is null)
        {
            return Task.CompletedTask;
        }

        _running = false;
        Wake();
        return _ended.Task;
    }

    /// <summary>One turn, with what it throws kept from ending the thread.</summary>
    /// <returns>Whether there may be more at once.</returns>
    internal bool Turn(AuditWriter writer)
    {
        Interlocked.Increment(ref _turns);
        try
        {
            var more = writer.Turn();
            _threw = false;
            if (writer.IsAvailable)
            {
                Volatile.Write(ref _succeeded, _clock.GetTimestamp());
            }

            return more;
        }
        catch (Exception fault)
        {
            Report(writer, fault);
            return false;
        }
    }

    private void Report(AuditWriter writer, Exception fault)
    {
        writer.Abandon();
        if (!_threw)
        {
            // It may throw again many times a second: one message says so.
            _threw = true;
            AuditLog.LoopThrew(logger, fault.GetType().Name);
        }
    }

    private void Run()
    {
        var writer = _writer!;
        while (_running)
        {
            if (!Turn(writer))
            {
                Rest();
            }
        }

        try
        {
            writer.Close();
        }
        catch (Exception fault)
        {
            Report(writer, fault);
        }

        _ended.TrySetResult();
    }

    private void Rest()
    {
        lock (_gate)
        {
            if (!_woken)
            {
                Monitor.Wait(_gate, interval);
            }

            _woken = false;
        }
    }
}
