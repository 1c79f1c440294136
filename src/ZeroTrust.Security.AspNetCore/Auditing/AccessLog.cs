using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>The messages about requests: 3100 to 3199.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(3100, LogLevel.Information, "Allowed {Action} {Resource} for {Caller}; request {RequestId}, event {EventId}, repeated {Repeated}.")]
    public static partial void Allowed(
        ILogger logger, string? action, string? resource, string? caller, string? requestId, Guid eventId, bool repeated);

    [LoggerMessage(3101, LogLevel.Warning, "Denied {Action} {Resource} for {Caller}: {Code} ({Reason}); unverified issuer {ClaimedIssuer}, unverified key {ClaimedKeyId}; request {RequestId}, event {EventId}, repeated {Repeated}.")]
    public static partial void Denied(
        ILogger logger,
        string? action,
        string? resource,
        string? caller,
        string? code,
        string? reason,
        string? claimedIssuer,
        string? claimedKeyId,
        string? requestId,
        Guid eventId,
        bool repeated);

    [LoggerMessage(3102, LogLevel.Error, "Could not decide {Action} {Resource} for {Caller}: {Code} ({Reason}); request {RequestId}, event {EventId}.")]
    public static partial void Failed(
        ILogger logger, string? action, string? resource, string? caller, string? code, string? reason, string? requestId, Guid eventId);

    [LoggerMessage(3105, LogLevel.Error, "Answered 503 audit_unavailable to {Action} {Resource}: the decision must be on record first and cannot be; request {RequestId}.")]
    public static partial void NotOnRecord(ILogger logger, string? action, string? resource, string? requestId);

    [LoggerMessage(3106, LogLevel.Warning, "Answered {Count} more requests of callers nobody has proven from {Source} within a second: {Codes}.")]
    public static partial void Counted(ILogger logger, long count, string source, string codes);

    [LoggerMessage(3104, LogLevel.Information, "Recorded {Type} of {Resource} for {Caller}: {Outcome} ({Details}); request {RequestId}, event {EventId}.")]
    public static partial void Recorded(
        ILogger logger, string? type, string? resource, string? caller, AuditOutcome outcome, string? details, string? requestId, Guid eventId);

    [LoggerMessage(3103, LogLevel.Error, "Endpoint {Endpoint} was matched by a router that UseZeroTrust does not stand behind: answered 500, nothing ran.")]
    public static partial void Unguarded(ILogger logger, string? endpoint);
}
