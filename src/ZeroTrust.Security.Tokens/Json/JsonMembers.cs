namespace ZeroTrust.Security.Tokens.Json;

/// <summary>Goes through the members of an object: <c>foreach (var member in value.Members)</c>.</summary>
internal ref struct JsonMembers(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> tape, int container, int end)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private readonly ReadOnlySpan<JsonNode> _tape = tape;
    private int _name = -1;

    public readonly JsonMember Current => new(new(_json, _tape, _name), new(_json, _tape, _name + 1));

    public readonly JsonMembers GetEnumerator() => this;

    public bool MoveNext()
    {
        _name = _name < 0 ? container + 1 : _tape[_name + 1].Next;
        return _name < end;
    }
}
