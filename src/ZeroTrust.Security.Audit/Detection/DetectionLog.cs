using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>The messages of detection: 4300 to 4399.</summary>
internal static partial class DetectionLog
{
    [LoggerMessage(4300, LogLevel.Warning, "Detection rule {Rule} raised an alert: {Count} within {Window}, event {EventId}.")]
    public static partial void Raised(ILogger logger, string rule, int count, TimeSpan window, Guid eventId);

    [LoggerMessage(4301, LogLevel.Error, "Detection rule {Rule} threw {Fault} and goes on with the next event. It is logged once a minute at most.")]
    public static partial void RuleThrew(ILogger logger, string rule, string fault);

    [LoggerMessage(4302, LogLevel.Warning, "Detection rule {Rule} raised {Count} more alerts than are recorded in a minute.")]
    public static partial void Storm(ILogger logger, string rule, long count);

    [LoggerMessage(4303, LogLevel.Warning, "The wall clock was set back: the detection rules begin anew.")]
    public static partial void ClockSetBack(ILogger logger);

    [LoggerMessage(4304, LogLevel.Error, "Alert sink {Sink} did not take an alert. It is in the journal, and not sent again.")]
    public static partial void NotSent(ILogger logger, string sink, Exception exception);

    [LoggerMessage(4305, LogLevel.Error, "Tokens that a detection rule wants revoked could not be ({Fault}).")]
    public static partial void NotRevoked(ILogger logger, string fault);

    [LoggerMessage(4306, LogLevel.Error, "A caller was not throttled: {Callers} are already.")]
    public static partial void ThrottleFull(ILogger logger, int callers);

    [LoggerMessage(4307, LogLevel.Error, "No step-up was required of a user: it is of {Users} already.")]
    public static partial void StepUpFull(ILogger logger, int users);
}
