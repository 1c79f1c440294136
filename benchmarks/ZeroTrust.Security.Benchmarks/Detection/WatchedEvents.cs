using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit;
using ZeroTrust.Security.Audit.Detection;
using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Benchmarks.Detection;

/// <summary>Decisions of many users that a rule counts, none of them too often: what the writer of a journal does besides writing.</summary>
internal sealed class WatchedEvents : IDisposable
{
    private const int Users = 1024;
    private const int Commit = 256;

    // Each user comes again after ten seconds, which is out of the window.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly AuditMeter _meter = new();
    private readonly Detector _detector;
    private readonly List<AuditEvent> _notes = [];
    private readonly Caller[] _callers = [.. Enumerable.Range(0, Users).Select(static number => new Caller { User = new("corporate", $"8f1d2c3b-customer-{number}") })];
    private DateTimeOffset _time = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int _next;

    public WatchedEvents()
    {
        var options = new AuditDetectionOptions();
        options.Rule("burst").On("access").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6));
        var (clock, metrics, logger) = (TimeProvider.System, new DetectionMetrics(_meter), NullLogger.Instance);
        var desk = new AlertDesk(options, new(new CallerThrottle(clock), new StepUpDemands(clock), null, metrics, logger), new([], metrics, clock, logger), metrics, clock, logger);
        _detector = new(options, desk, metrics, clock, logger);
        Watch(10 * Users);
    }

    public void Dispose() => _meter.Dispose();

    public void Watch(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            _time += Step;
            _next = (_next + 1) % Users;
            var decision = new AuditDecision { Type = "access", Time = _time, Outcome = AuditOutcome.Allowed, Caller = _callers[_next], Resource = "/orders/{id}", Action = "GET" };
            _detector.Appended(new(decision, AuditClass.Buffered), Guid.Empty, required: false);
            if (i % Commit == 0 || i == count)
            {
                _detector.Committed(_notes);
            }
        }

        if (_notes.Count > 0)
        {
            throw new InvalidOperationException("The rule found what is not there.");
        }
    }
}
