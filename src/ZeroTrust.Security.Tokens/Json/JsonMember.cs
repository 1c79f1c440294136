namespace ZeroTrust.Security.Tokens.Json;

/// <summary>A member of an object.</summary>
internal readonly ref struct JsonMember(JsonValue name, JsonValue value)
{
    /// <summary>The name, as a string value: compare it with <see cref="JsonValue.TextEquals(ReadOnlySpan{byte})"/>.</summary>
    public JsonValue Name { get; } = name;

    public JsonValue Value { get; } = value;
}
