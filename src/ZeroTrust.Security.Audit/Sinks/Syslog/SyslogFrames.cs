using System.Buffers;
using System.Globalization;
using System.Text;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Records as messages, each behind its length in octets (RFC 6587 §3.4.1), so that nothing in a message can end it. For one thread.</summary>
internal sealed class SyslogFrames(AuditMapper mapper, SyslogHeader header, int maxMessageBytes)
{
    private readonly RecordReader _reader = new();
    private readonly ArrayBufferWriter<byte> _message = new();

    /// <summary>Writes the frames.</summary>
    /// <returns>Those that are no records, or too long for a message.</returns>
    public IReadOnlyList<AuditAside> Write(AuditSinkBatch batch, IBufferWriter<byte> output)
    {
        var aside = new List<AuditAside>();
        foreach (var record in batch.Records)
        {
            if (!TryWrite(record, batch.Journal, brief: false))
            {
                aside.Add(new(record.Id, "not a record of a journal"));
            }
            else if (_message.WrittenCount > maxMessageBytes && (!TryWrite(record, batch.Journal, brief: true) || _message.WrittenCount > maxMessageBytes))
            {
                aside.Add(new(record.Id, "longer than a message may be"));
            }
            else
            {
                output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_message.WrittenCount} ")));
                output.Write(_message.WrittenSpan);
            }
        }

        return aside;
    }

    private bool TryWrite(in AuditSinkRecord record, string journal, bool brief)
    {
        _message.ResetWrittenCount();
        if (!_reader.TryRead(record.Line))
        {
            return false;
        }

        _message.Write(Encoding.ASCII.GetBytes(header.Of(_reader, record, journal)));
        return mapper.TryWrite(record, journal, _message, brief);
    }
}
