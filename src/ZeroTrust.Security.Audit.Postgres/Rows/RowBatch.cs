using System.Net;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Postgres.Rows;

/// <summary>The rows of a batch, ready to be sent whole or in part, and the records that are none. For one thread, used again.</summary>
internal sealed class RowBatch
{
    /// <summary>The last microsecond that both sides have a date for.</summary>
    public const long LastWall = 253_402_300_799_999_999;

    private readonly CopyBuffer _buffer = new();
    private readonly LineMembers _members = new();
    private readonly StorableText _text = new();
    private readonly List<int> _ends = [];
    private readonly List<AuditSinkRecord> _records = [];
    private readonly List<AuditSinkRecord> _strange = [];
    private readonly HashSet<DateOnly> _days = [];

    /// <summary>The journal's name.</summary>
    public string Journal { get; private set; } = "";

    /// <summary>The records that have a row, in the order of the rows.</summary>
    public IReadOnlyList<AuditSinkRecord> Records => _records;

    /// <summary>The records that are no line of a journal.</summary>
    public IReadOnlyList<AuditSinkRecord> Strange => _strange;

    /// <summary>The days of the rows, in UTC.</summary>
    public IReadOnlyCollection<DateOnly> Days => _days;

    /// <summary>Takes a batch in place of the last one.</summary>
    public void Fill(AuditSinkBatch batch)
    {
        Journal = batch.Journal;
        _buffer.Clear();
        _ends.Clear();
        _records.Clear();
        _strange.Clear();
        _days.Clear();
        var isNamed = Guid.TryParseExact(batch.Journal, "N", out var journal);
        foreach (var record in batch.Records)
        {
            if (isNamed && _members.TryRead(record.Line.Span, record.Number))
            {
                Add(record, journal);
            }
            else
            {
                _strange.Add(record);
            }
        }
    }

    /// <summary>The bytes of some rows.</summary>
    public ReadOnlyMemory<byte> Rows(int from, int count) => _buffer.Part(from == 0 ? 0 : _ends[from - 1], _ends[from + count - 1]);

    private void Add(AuditSinkRecord record, Guid journal)
    {
        var line = record.Line.Span;
        _buffer.Row(EventColumns.Count);
        _buffer.Id(journal);
        _buffer.Number(record.Number);
        _buffer.Time(_members.Wall);
        _buffer.Id(record.Id);
        for (var i = 0; i < EventColumns.OfMembers.Count; i++)
        {
            AddMember(EventColumns.OfMembers[i].Kind, _members.TypeOf(i), line[_members.PlaceOf(i)]);
        }

        _buffer.Text(line);
        _ends.Add(_buffer.Length);
        _records.Add(record);
        _days.Add(DateOnly.FromDateTime(DateTime.UnixEpoch.AddTicks(_members.Wall * TimeSpan.TicksPerMicrosecond)));
    }

    // What is not what its column holds is left out: it stands in the line.
    private void AddMember(ColumnKind kind, JsonTokenType type, ReadOnlySpan<byte> literal)
    {
        switch (kind)
        {
            case ColumnKind.Text when type == JsonTokenType.String:
                _buffer.Text(_text.Of(literal));
                break;
            case ColumnKind.Time when type == JsonTokenType.String && TryReadTime(literal, out var time):
                _buffer.Time((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
                break;
            case ColumnKind.Address when type == JsonTokenType.String && IPAddress.TryParse(literal[1..^1], out var address):
                _buffer.Address(address);
                break;
            case ColumnKind.Boolean when type is JsonTokenType.True or JsonTokenType.False:
                _buffer.Boolean(type == JsonTokenType.True);
                break;
            case ColumnKind.Id when type == JsonTokenType.String && Guid.TryParseExact(Characters(literal[1..^1], stackalloc char[36]), "D", out var id):
                _buffer.Id(id);
                break;
            case ColumnKind.Json when type == JsonTokenType.StartObject:
                _buffer.Json(_text.OfJson(literal));
                break;
            default:
                _buffer.Null();
                break;
        }
    }

    private static bool TryReadTime(ReadOnlySpan<byte> literal, out DateTimeOffset time)
    {
        var reader = new Utf8JsonReader(literal);
        reader.Read();
        return reader.TryGetDateTimeOffset(out time);
    }

    private static ReadOnlySpan<char> Characters(ReadOnlySpan<byte> ascii, Span<char> target) =>
        System.Text.Ascii.ToUtf16(ascii, target, out var written) == System.Buffers.OperationStatus.Done ? target[..written] : default;
}
