using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>What is logged about sinks: events 4200 to 4299. A first failure is logged, and the recovery; not each attempt between.</summary>
internal static partial class SinkLog
{
    [LoggerMessage(4200, LogLevel.Warning, "Audit sink {Sink} does not take records ({Failure}: {Reason}). They stay in the journal and are tried again.")]
    public static partial void Failed(ILogger logger, string sink, SinkFailure failure, string? reason, Exception? exception);

    [LoggerMessage(4201, LogLevel.Information, "Audit sink {Sink} takes records again after {Failures} failures.")]
    public static partial void Recovered(ILogger logger, string sink, int failures);

    [LoggerMessage(4202, LogLevel.Error, "{Missed} records of the audit journal were deleted before sink {Sink} stored them.")]
    public static partial void Missed(ILogger logger, long missed, string sink);

    [LoggerMessage(4203, LogLevel.Error, "The place of audit sink {Sink} does not fit the journal: an older state or another journal was put back. The sink begins at the oldest record.")]
    public static partial void BegunAnew(ILogger logger, string sink);

    [LoggerMessage(4204, LogLevel.Warning, "The place of audit sink {Sink} could not be kept. After a crash it is handed the same records again.")]
    public static partial void PlaceNotKept(ILogger logger, string sink, Exception exception);

    [LoggerMessage(4205, LogLevel.Warning, "An audit sink did not end when the service stopped. What it did not store is handed to it after the next start.")]
    public static partial void LeftAlone(ILogger logger);

    [LoggerMessage(4206, LogLevel.Error, "Audit sink {Sink} has put record {Id} aside, since its target can never store it: {Reason}. The record stays in the journal.")]
    public static partial void PutAside(ILogger logger, string sink, Guid id, string reason);
}
