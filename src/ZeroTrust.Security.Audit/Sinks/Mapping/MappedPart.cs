using System.Buffers;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Records of a batch as they are shipped, and those that are none.</summary>
internal sealed class MappedPart
{
    private const string NoRecord = "not a record of a journal";

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<AuditAside> _aside = [];

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>Which are none.</summary>
    public IReadOnlyList<AuditAside> Aside => _aside;

    /// <summary>How many were written.</summary>
    public int Count { get; private set; }

    /// <summary>Each record on a line.</summary>
    public static MappedPart Lines(AuditMapper mapper, string journal, ReadOnlySpan<AuditSinkRecord> records)
    {
        var part = new MappedPart();
        foreach (var record in records)
        {
            if (part.TryAdd(mapper, journal, record))
            {
                part._bytes.Write("\n"u8);
            }
        }

        return part;
    }

    /// <summary>One JSON array.</summary>
    public static MappedPart Array(AuditMapper mapper, string journal, ReadOnlySpan<AuditSinkRecord> records)
    {
        var part = Lines(mapper, journal, records);
        var array = new MappedPart { Count = part.Count };
        array._aside.AddRange(part._aside);
        array._bytes.Write("["u8);
        var first = true;
        foreach (var line in part.Bytes.Span.TrimEnd((byte)'\n').Split((byte)'\n'))
        {
            array._bytes.Write(first ? default : ",\n"u8);
            array._bytes.Write(part.Bytes.Span[line]);
            first = false;
        }

        array._bytes.Write("]"u8);
        return array;
    }

    private bool TryAdd(AuditMapper mapper, string journal, in AuditSinkRecord record)
    {
        if (!mapper.TryWrite(record, journal, _bytes))
        {
            _aside.Add(new(record.Id, NoRecord));
            return false;
        }

        Count++;
        return true;
    }
}
