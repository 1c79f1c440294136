using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.BackOffs;
using ZeroTrust.Security.Audit.Tests.Journal;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>A journal that is written, and sinks that follow it, on one thread and by a clock that is told.</summary>
internal sealed class SinkRig : IDisposable
{
    private readonly SinkMetrics _metrics = new(new AuditMeter());
    private readonly List<SinkFollower> _followers = [];
    private int _appended;

    public SinkRig(long segmentBytes = 64 * 1024, IJournalFolder? folder = null)
    {
        // Continuations run where they are due, within Advance: a context of the runner's would take them to other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        Journal = new() { SegmentBytes = segmentBytes };
        Open(folder ?? Journal.Disk.Mount());
    }

    public JournalRig Journal { get; }

    public ManualTimeProvider Clock => Journal.Clock;

    public JournalAppender Appender { get; private set; } = null!;

    public JournalFeed Feed { get; private set; } = null!;

    public AuditSinkOptions Options { get; } = new();

    /// <summary>How many events are acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>The first time after a failure; the numbers are drawn to be the longest.</summary>
    public static BackOff BackOff { get; } = new(static () => 0);

    public static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    public void Open(IJournalFolder folder)
    {
        var opening = JournalOpening.Open(folder, Journal.Settings);
        Assert.True(opening.Journal is not null, $"{opening.Failure}: {opening.Detail}");
        Appender = opening.Journal;
        Feed = new(folder);
        Feed.Publish(Appender);
    }

    /// <summary>Records events whose ids go up from 0.</summary>
    public void Append(int events)
    {
        for (var i = 0; i < events; i++)
        {
            var id = Id(_appended++);
            Assert.True(Appender.Append(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"refund\",\"details\":{{\"id\":\"{Guid.Empty}\"}},\"id\":\"{id}\"}}")), required: true));
        }
    }

    public void Commit()
    {
        Assert.True(Appender.Commit().Succeeded);
        Acknowledged = _appended;
        Feed.Publish(Appender);
    }

    public void Write(int events)
    {
        Append(events);
        Commit();
    }

    public SinkFollower Follow(IAuditSink sink)
    {
        var follower = new SinkFollower(sink, Feed, Options, BackOff, _metrics, NullLogger.Instance, Clock);
        _followers.Add(follower);
        return follower;
    }

    /// <summary>Delivers until there is nothing more, or it takes time.</summary>
    /// <returns>How long to wait.</returns>
    public static TimeSpan Deliver(SinkFollower follower)
    {
        while (true)
        {
            var step = follower.StepAsync(CancellationToken.None).AsTask();
            Assert.True(step.IsCompleted, "the delivery waits");
            if (step.Result is var wait && wait > TimeSpan.Zero)
            {
                return wait;
            }
        }
    }

    /// <summary>What the sinks of this rig measure, added up by instrument and reason.</summary>
    public Measured Listen() => new(_metrics);

    /// <summary>Every acknowledged event is there.</summary>
    public void AssertHasAll(StoreSink sink) => Assert.Equal(
        Enumerable.Range(0, Acknowledged).Select(Id).ToHashSet(),
        sink.Stored.Where(static record => record.Value.Contains("\"type\":\"refund\"", StringComparison.Ordinal)).Select(static record => record.Key).ToHashSet());

    public void Dispose()
    {
        _followers.ForEach(static follower => follower.Dispose());
        Appender.Dispose();

    }

    internal sealed class Measured : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, long> _sums = new(StringComparer.Ordinal);

        public Measured(SinkMetrics metrics)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (metrics.Owns(instrument.Meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                var reason = tags.Length > 1 ? $":{tags[1].Value}" : "";
                var key = $"{instrument.Name["zerotrust.audit.sink.".Length..]}{reason}";
                _sums[key] = _sums.GetValueOrDefault(key) + value;
            });
            _listener.Start();
        }

        public long this[string key] => _sums.GetValueOrDefault(key);

        public void Dispose() => _listener.Dispose();
    }
}
