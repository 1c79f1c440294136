using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Postgres;

/// <summary>What is logged about the sink: events 4500 to 4599. No message holds text of a record or of the server.</summary>
internal static partial class PostgresLog
{
    [LoggerMessage(4501, LogLevel.Critical, "{Count} records of journal {Journal} came with the place of others that are stored and differ. They are in zerotrust_audit.aside; one of the two was not written by this journal.")]
    public static partial void Differ(ILogger logger, int count, string journal);

    [LoggerMessage(4502, LogLevel.Warning, "A partition for records of journal {Journal} cannot be made ({State}). They go into the default one until it can.")]
    public static partial void NoPartition(ILogger logger, string journal, string state);
}
