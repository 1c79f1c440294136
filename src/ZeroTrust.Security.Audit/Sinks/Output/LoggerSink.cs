using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Writes records to the log, one message each.</summary>
internal sealed class LoggerSink(AuditMapper mapper, ILogger logger) : IAuditSink
{
    public const string Category = "ZeroTrust.Security.Audit.Records";

    private readonly ArrayBufferWriter<byte> _line = new();

    public string Name => "logger";

    public ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken)
    {
        var aside = new List<AuditAside>();
        foreach (var record in batch.Records)
        {
            _line.ResetWrittenCount();
            if (mapper.TryWrite(record, batch.Journal, _line))
            {
                RecordLog.Record(logger, Encoding.ASCII.GetString(_line.WrittenSpan));
            }
            else
            {
                aside.Add(new(record.Id, "not a record of a journal"));
            }
        }

        return new(AuditSinkResult.StoredAll(batch) with { Aside = aside });
    }
}
