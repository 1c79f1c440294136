using System.Buffers;
using System.Text;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>The lines of a bulk request: for each record what is to be done, and the document. For one thread.</summary>
internal sealed class BulkBody(AuditMapper mapper, IndexName index)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly ArrayBufferWriter<byte> _document = new();
    private readonly RecordReader _reader = new();
    private readonly HashSet<Guid> _skipped = [];

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>Whether a record is not in the request, since it is none.</summary>
    public bool IsSkipped(Guid id) => _skipped.Contains(id);

    public void Write(string journal, ReadOnlySpan<AuditSinkRecord> records)
    {
        _bytes.ResetWrittenCount();
        _skipped.Clear();
        foreach (var record in records)
        {
            _document.ResetWrittenCount();
            if (!_reader.TryRead(record.Line) || !mapper.TryWrite(record, journal, _document))
            {
                _skipped.Add(record.Id);
                continue;
            }

            // Both are of a closed set of characters: nothing in them needs an escape.
            var name = index.Of(_reader.Time);
            _bytes.Write(Encoding.ASCII.GetBytes($"{{\"create\":{{\"_index\":\"{name}\",\"_id\":\"{record.Id:D}\"}}}}\n"));
            _bytes.Write(_document.WrittenSpan);
            _bytes.Write("\n"u8);
        }
    }
}
