using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>The messages of the trail: 4100 to 4199.</summary>
internal static partial class AuditLog
{
    [LoggerMessage(4100, LogLevel.Information, "The audit journal in {Directory} goes on after record {Seq}.")]
    public static partial void Opened(ILogger logger, string directory, long seq);

    [LoggerMessage(4101, LogLevel.Critical, "The audit journal cannot be written ({Failure}): what is required is refused, and the rest waits in memory.")]
    public static partial void Failing(ILogger logger, string failure);

    [LoggerMessage(4102, LogLevel.Information, "The audit journal is written again.")]
    public static partial void Recovered(ILogger logger);

    [LoggerMessage(4103, LogLevel.Error, "{Buffered} buffered and {BestEffort} best-effort audit events were lost; a record says so.")]
    public static partial void Lost(ILogger logger, long buffered, long bestEffort);

    [LoggerMessage(4104, LogLevel.Critical, "The loop that writes the audit journal has thrown {Fault} and goes on.")]
    public static partial void LoopThrew(ILogger logger, string fault);

    [LoggerMessage(4105, LogLevel.Error, "An audit event could not be written and is counted as lost: {Fault}.")]
    public static partial void EventThrew(ILogger logger, string fault);

    [LoggerMessage(4106, LogLevel.Critical, "The audit journal was ended with {Waiting} events that could not be written, and {Lost} lost before that no record speaks of.")]
    public static partial void LostAtEnd(ILogger logger, int waiting, long lost);

    [LoggerMessage(4107, LogLevel.Critical, "The disk of the audit journal did not answer before the service ended: what was not acknowledged may be lost.")]
    public static partial void Hanging(ILogger logger);

    [LoggerMessage(4108, LogLevel.Error, "The disk of the audit journal is running full. The space of the next file is set aside.")]
    public static partial void SpaceLow(ILogger logger);

    [LoggerMessage(4109, LogLevel.Critical, "The disk of the audit journal is full: what space there is, is kept for events that are required, and others wait or are lost.")]
    public static partial void OnReserve(ILogger logger);

    [LoggerMessage(4110, LogLevel.Information, "The disk of the audit journal has space again.")]
    public static partial void SpaceAmple(ILogger logger);

    [LoggerMessage(4111, LogLevel.Error, "The audit's {Chore} does not succeed ({Fault}). It is tried again.")]
    public static partial void ChoreFailed(ILogger logger, string chore, string fault, Exception exception);

    [LoggerMessage(4112, LogLevel.Information, "The audit's {Chore} succeeds again after {Failures} failures.")]
    public static partial void ChoreRecovered(ILogger logger, string chore, int failures);

    [LoggerMessage(4113, LogLevel.Information, "{Segments} files of the audit journal were deleted by its retention.")]
    public static partial void Retired(ILogger logger, int segments);

    [LoggerMessage(4114, LogLevel.Critical, "Files of the audit journal were deleted at the hard limit with {Records} records that not every sink had stored.")]
    public static partial void RetiredUnshipped(ILogger logger, long records);

    [LoggerMessage(4115, LogLevel.Error, "The last head of the audit journal was not signed ({Fault}): that its end is whole cannot be shown until the next start.")]
    public static partial void LastHeadNotSigned(ILogger logger, string fault, Exception exception);

    [LoggerMessage(4116, LogLevel.Warning, "{Acts} acts of earlier runs were begun and have no outcome: it is recorded as unknown.")]
    public static partial void ActsWithoutOutcome(ILogger logger, long acts);
}
