namespace ZeroTrust.Security.Tokens.Json;

/// <summary>
/// Goes through the members of an object: <c>foreach (var member in value.Members)</c>. Whoever looks at each member of every token reads
/// what it needs from here: a <see cref="JsonValue"/> is five words, and making two for each member took longer than finding its name.
/// </summary>
internal ref struct JsonMembers(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> tape, int container, int end)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private readonly ReadOnlySpan<JsonNode> _tape = tape;
    private int _name;
    private int _next = container + 1;

    public readonly JsonMember Current => new(Name, Value);

    public readonly JsonValue Name => new(_json, _tape, _name);

    public readonly JsonValue Value => new(_json, _tape, _name + 1);

    /// <summary>The name's node.</summary>
    public readonly ref readonly JsonNode NameNode => ref _tape[_name];

    /// <summary>The name as it stands in the text, escapes not decoded.</summary>
    public readonly ReadOnlySpan<byte> RawName => _json.Slice(_tape[_name].Start, _tape[_name].Length);

    public readonly JsonKind ValueKind => _tape[_name + 1].Kind;

    /// <summary>The value's <see cref="JsonValue.Position"/>.</summary>
    public readonly int ValuePosition => _name + 1;

    public readonly JsonMembers GetEnumerator() => this;

    public bool MoveNext()
    {
        _name = _next;
        if (_name >= end)
        {
            return false;
        }

        _next = _tape[_name + 1].Next;
        return true;
    }
}
