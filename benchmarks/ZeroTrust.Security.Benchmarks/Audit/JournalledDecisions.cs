using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.Audit;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Trail;
using ZeroTrust.Security.Benchmarks.Journal;

namespace ZeroTrust.Security.Benchmarks.Audit;

/// <summary>Decisions as the request path records them, into a journal that its own thread writes meanwhile. It does not flush.</summary>
internal sealed class JournalledDecisions : IDisposable
{
    private const int Capacity = 16_384;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("decisions-");
    private readonly WarmRequest _request = new();
    private readonly AuditLosses _losses = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly DiskJournalFolder _folder;
    private readonly JournalAppender _journal;
    private readonly AuditLoop _loop;
    private readonly JournalTrail _trail;
    private readonly DecisionRecorder _recorder;

    public JournalledDecisions()
    {
        _folder = new(Path.Combine(_directory.FullName, "audit"));
        var usual = new AuditJournalOptions();
        _journal = JournalOpening.Open(new UnflushedFolder(_folder), new() { SegmentBytes = usual.SegmentBytes }).Journal
            ?? throw new InvalidOperationException("The journal cannot be opened.");
        var interval = usual.FlushInterval;
        var (ring, metrics) = (new AuditRing(Capacity), new AuditMetrics(new AuditMeter()));
        _loop = new(interval, NullLogger.Instance);
        _trail = new(ring, _loop, _losses, new([]), metrics, Patience, Patience, TimeProvider.System);
        _recorder = new(_trail, new(_services.GetRequiredService<IMeterFactory>()), TimeProvider.System);
        _loop.Start(new(ring, _journal, new(DigestKey.OfProcess()), _losses, metrics, interval, TimeProvider.System, NullLogger.Instance));
    }

    public void Record(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _recorder.Record(_request.Context, _request.Access, AuditOutcome.Allowed, null);
        }
    }

    /// <summary>Waits until all is written: one that somebody waits for is behind all others.</summary>
    public void Drain()
    {
        var last = new AuditDecision { Type = "access", Time = TimeProvider.System.GetUtcNow(), Outcome = AuditOutcome.Allowed };
        if (!_trail.RecordRequiredAsync(last).AsTask().GetAwaiter().GetResult() || _losses.Any)
        {
            throw new InvalidOperationException("The journal did not take what it was given.");
        }

        foreach (var segment in SegmentName.Among(_folder.List()).Where(segment => segment < _journal.SegmentNumber))
        {
            _folder.Delete(SegmentName.Of(segment));
        }
    }

    public void RecordAndDrain(int count)
    {
        Record(count);
        Drain();
    }

    public void Dispose()
    {
        _loop.StopAsync().GetAwaiter().GetResult();
        _journal.Dispose();
        _services.Dispose();
        _directory.Delete(recursive: true);
    }
}
