using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Masking;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>The trail until another is registered: the log, under its own category, every value cleaned.</summary>
internal sealed class LoggerAuditTrail(ILoggerFactory loggers, IAuditContext? context = null, TimeProvider? clock = null)
    : IAuditTrail, IAuditInterest, IDisposable
{
    public const string Category = "ZeroTrust.Security.Audit";

    // The events of our own say their action or their answer's code; what has neither comes from the application.
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    private readonly ILogger _logger = loggers.CreateLogger(Category);
    private readonly CountedDenials _counted = new(loggers.CreateLogger(Category), clock ?? TimeProvider.System);

    public bool Wants(AuditOutcome outcome) => _logger.IsEnabled(outcome switch
    {
        AuditOutcome.Allowed => LogLevel.Information,
        AuditOutcome.Denied => LogLevel.Warning,
        _ => LogLevel.Error,
    });

    public void Record(AuditEvent auditEvent)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);
        if (auditEvent is { Action: null, Code: null, Unverified: null, Type: not DecisionRecorder.EventType })
        {
            RecordOther(auditEvent);
            return;
        }

        if (!_counted.Absorbs(auditEvent))
        {
            RecordDecision(auditEvent);
        }
    }

    public void Dispose() => _counted.Dispose();

    private void RecordDecision(AuditEvent auditEvent)
    {
        var caller = AuditText.Clean(auditEvent.Caller.ToString());
        var resource = AuditText.KeepEscapes(auditEvent.Resource);
        switch (auditEvent.Outcome)
        {
            case AuditOutcome.Allowed:
                AccessLog.Allowed(_logger, auditEvent.Action, resource, caller, auditEvent.RequestId, auditEvent.Id, auditEvent.Repeated);
                break;
            case AuditOutcome.Failed:
                AccessLog.Failed(
                    _logger, auditEvent.Action, resource, caller, auditEvent.Code, auditEvent.Reason, auditEvent.RequestId, auditEvent.Id);
                break;
            default:
                AccessLog.Denied(
                    _logger,
                    auditEvent.Action,
                    resource,
                    caller,
                    auditEvent.Code,
                    auditEvent.Reason,
                    AuditText.KeepEscapes(auditEvent.Unverified?.ClaimedIssuer),
                    AuditText.KeepEscapes(auditEvent.Unverified?.ClaimedKeyId),
                    auditEvent.RequestId,
                    auditEvent.Id,
                    auditEvent.Repeated);
                break;
        }
    }

    private void RecordOther(AuditEvent auditEvent)
    {
        if (!_logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var entry = context?.Complete(auditEvent) ?? auditEvent;
        var id = entry.Id == Guid.Empty ? Guid.CreateVersion7(_clock.GetUtcNow()) : entry.Id;
        var details = string.Join(", ", entry.Details.Select(static detail => $"{detail.Name}={SecretMask.Apply(detail.Value.ToString())}"));
        AccessLog.Recorded(
            _logger,
            AuditText.Clean(entry.Type),
            AuditText.Clean(entry.Resource is { } resource ? SecretMask.Apply(resource) : null),
            AuditText.Clean(entry.Caller.ToString()),
            entry.Outcome,
            AuditText.Clean(details),
            entry.RequestId,
            id);
    }
}
