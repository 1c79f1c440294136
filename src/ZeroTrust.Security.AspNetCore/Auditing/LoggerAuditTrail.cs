using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>The trail until another is registered: the log, under its own category, every value cleaned.</summary>
internal sealed class LoggerAuditTrail(ILoggerFactory loggers) : IAuditTrail, IAuditInterest
{
    public const string Category = "ZeroTrust.Security.Audit";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public bool Wants(AuditOutcome outcome) => _logger.IsEnabled(outcome switch
    {
        AuditOutcome.Allowed => LogLevel.Information,
        AuditOutcome.Denied => LogLevel.Warning,
        _ => LogLevel.Error,
    });

    public void Record(AuditEvent auditEvent)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);

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
}
