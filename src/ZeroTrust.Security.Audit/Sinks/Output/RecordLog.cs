using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>The message that a record is, where records go to the log.</summary>
internal static partial class RecordLog
{
    [LoggerMessage(4250, LogLevel.Information, "{Record}")]
    public static partial void Record(ILogger logger, string record);
}
