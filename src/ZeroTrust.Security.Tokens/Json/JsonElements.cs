namespace ZeroTrust.Security.Tokens.Json;

/// <summary>Goes through the elements of an array: <c>foreach (var element in value.Elements)</c>.</summary>
internal ref struct JsonElements(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> tape, int container, int end)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private readonly ReadOnlySpan<JsonNode> _tape = tape;
    private int _element = -1;

    public readonly JsonValue Current => new(_json, _tape, _element);

    public readonly JsonElements GetEnumerator() => this;

    public bool MoveNext()
    {
        _element = _element < 0 ? container + 1 : _tape[_element].Next;
        return _element < end;
    }
}
