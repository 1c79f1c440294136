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
}
