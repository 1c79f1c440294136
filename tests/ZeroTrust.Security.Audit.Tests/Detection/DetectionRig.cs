using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Detection;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Detection;

/// <summary>Rules that are asked about events as the writer of the journal would ask them, without a journal.</summary>
internal sealed class DetectionRig
{
    private readonly Detector _detector;

    public DetectionRig(Action<AuditDetectionOptions> configure)
    {
        Counts = new(Metrics);
        Throttle = new(Clock);
        StepUps = new(Clock);
        _detector = Make(configure, Metrics, Clock, Throttle, StepUps);
    }

    public static DateTimeOffset Start { get; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ManualTimeProvider Clock { get; } = new(Start + TimeSpan.FromDays(1));

    public DetectionMetrics Metrics { get; } = new(new AuditMeter());

    public InstrumentCounts Counts { get; }

    public CallerThrottle Throttle { get; }

    public StepUpDemands StepUps { get; }

    /// <summary>What detection recorded, in order.</summary>
    public List<AuditEvent> Notes { get; } = [];

    public IEnumerable<AuditEvent> Alerts => Notes.Where(static note => note.Type == "detection.alert");

    public static Detector Make(Action<AuditDetectionOptions> configure, DetectionMetrics metrics, TimeProvider clock, CallerThrottle? throttle = null, StepUpDemands? stepUps = null)
    {
        var options = new AuditDetectionOptions();
        configure(options);
        var verdict = new AuditDetectionOptionsValidator(hasJournal: true, canRevoke: true).Validate(null, options);
        Assert.True(verdict.Succeeded, verdict.FailureMessage);
        var responses = new ResponseDesk(throttle ?? new CallerThrottle(clock), stepUps ?? new StepUpDemands(clock), null, metrics, NullLogger.Instance);
        var sinks = new AlertSinks([], metrics, clock, NullLogger.Instance);
        return new(options, new(options, responses, sinks, metrics, clock, NullLogger.Instance), metrics, clock, NullLogger.Instance);
    }

    public static Caller User(string name) => new() { User = new("corporate", name) };

    public static AuditEvent Refund(double seconds, string user = "sam", AuditOutcome outcome = AuditOutcome.Allowed) => new()
    {
        Id = Guid.CreateVersion7(),
        Type = "refund",
        Time = Start + TimeSpan.FromSeconds(seconds),
        Outcome = outcome,
        Caller = User(user),
    };

    /// <summary>One commit with these events.</summary>
    public DetectionRig See(params IEnumerable<AuditEvent> events)
    {
        foreach (var one in events)
        {
            _detector.Appended(AuditRecord.Of(one, AuditClass.Buffered, Clock.GetUtcNow()), one.Id, required: false);
        }

        _detector.Committed(Notes);
        return this;
    }

    public void Append(AuditEvent auditEvent, bool required) =>
        _detector.Appended(AuditRecord.Of(auditEvent, required ? AuditClass.Required : AuditClass.Buffered, Clock.GetUtcNow()), auditEvent.Id, required);

    public void Commit() => _detector.Committed(Notes);

    public void Withdraw() => _detector.Withdrawn();
}
