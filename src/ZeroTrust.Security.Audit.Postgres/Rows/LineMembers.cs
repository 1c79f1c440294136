using System.Text;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Postgres.Rows;

/// <summary>Where the members of a line stand. For one thread, used again for each line.</summary>
internal sealed class LineMembers
{
    private readonly Range[] _places = new Range[EventColumns.OfMembers.Count];
    private readonly JsonTokenType[] _types = new JsonTokenType[EventColumns.OfMembers.Count];

    /// <summary>When the journal wrote the record, in microseconds since 1970.</summary>
    public long Wall { get; private set; }

    /// <summary>Finds them.</summary>
    /// <returns>Whether the text is a line of a journal: one object of ASCII with that number and a time.</returns>
    public bool TryRead(ReadOnlySpan<byte> line, long number)
    {
        Array.Clear(_types);
        Array.Clear(_places);
        Wall = -1;
        if (!Ascii.IsValid(line) || line.Contains((byte)0))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(line);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && TryReadMembers(ref reader, number) && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What a member is; <see cref="JsonTokenType.None"/> where it is not there.</summary>
    public JsonTokenType TypeOf(int column) => _types[column];

    /// <summary>A member's value as it stands in the line, quotes and all.</summary>
    public Range PlaceOf(int column) => _places[column];

    // The first of each name counts: the envelope stands before the event, so nothing in the event can pass for it.
    private bool TryReadMembers(ref Utf8JsonReader reader, long number)
    {
        var isRecord = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isSeq, isWall, column) = (reader.ValueTextEquals("seq"u8), reader.ValueTextEquals("wall"u8), reader.ValueIsEscaped ? -1 : EventColumns.IndexOf(reader.ValueSpan));
            reader.Read();
            var (from, type) = ((int)reader.TokenStartIndex, reader.TokenType);
            isRecord |= isSeq && type == JsonTokenType.Number && reader.TryGetInt64(out var seq) && seq == number;
            if (isWall && Wall < 0 && type == JsonTokenType.Number && reader.TryGetInt64(out var wall))
            {
                Wall = wall;
            }

            reader.Skip();
            if (column >= 0 && _types[column] == JsonTokenType.None)
            {
                (_places[column], _types[column]) = (from..(int)reader.BytesConsumed, type);
            }
        }

        return isRecord && Wall is >= 0 and <= RowBatch.LastWall;
    }
}
