using System.Text.Json;
using System.Text.Unicode;

namespace ZeroTrust.Security.ConformanceTests.Differential.Inspection;

/// <summary>
/// What one decoded part of a token is, found without any code of ours: the first JSON value as a lenient parser sees it, and
/// all that a strict one minds. Only for judging verdicts, so it may throw, allocate and take its time.
/// </summary>
internal sealed class InspectedJson
{
    public const int MaxDepth = 16;

    public const int MaxNumberLength = 128;

    public InspectedJson(byte[] bytes)
    {
        IsUtf8 = Utf8.IsValid(bytes) && !bytes.AsSpan().StartsWith("\uFEFF"u8);
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 1000 });
            Value = JsonElement.ParseValue(ref reader);
            HasTextAfter = bytes.AsSpan((int)reader.BytesConsumed).IndexOfAnyExcept(" \t\r\n"u8) >= 0;
            Walk(Value, 1);
        }
        catch (JsonException)
        {
            // Not JSON, or cut off: IsJson stays false.
        }
    }

    public bool IsUtf8 { get; }

    public bool IsJson => Value.ValueKind != JsonValueKind.Undefined;

    public bool IsObject => Value.ValueKind == JsonValueKind.Object;

    /// <summary>The first value. Duplicate members are still there; a look-up finds the last.</summary>
    public JsonElement Value { get; }

    public bool HasTextAfter { get; }

    public bool HasDuplicate { get; private set; }

    /// <summary>Whether a name or string has a lone surrogate or the character NUL.</summary>
    public bool HasNoText { get; private set; }

    public bool TooDeep { get; private set; }

    public bool HasWildNumber { get; private set; }

    /// <summary>Whether a member of the outer object has this name.</summary>
    public bool Has(string name) => Find(name).ValueKind != JsonValueKind.Undefined;

    /// <summary>The member of this name; of kind <see cref="JsonValueKind.Undefined"/> when there is none.</summary>
    public JsonElement Find(string name) => IsObject && !HasNoText && Value.TryGetProperty(name, out var found) ? found : default;

    /// <summary>The text of the member of this name; null when it is no string or there is none.</summary>
    public string? Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private void Walk(JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                TooDeep |= depth > MaxDepth;
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                {
                    HasDuplicate |= ReadText(() => member.Name) is { } name && !names.Add(name);
                    Walk(member.Value, depth + 1);
                }

                break;
            case JsonValueKind.Array:
                TooDeep |= depth > MaxDepth;
                foreach (var element in value.EnumerateArray())
                {
                    Walk(element, depth + 1);
                }

                break;
            case JsonValueKind.String:
                ReadText(value.GetString);
                break;
            case JsonValueKind.Number:
                var number = value.GetRawText();
                var exponent = number.IndexOfAny(['e', 'E']);
                HasWildNumber |= number.Length > MaxNumberLength || (exponent >= 0 && Math.Abs(double.Parse(number[(exponent + 1)..], System.Globalization.CultureInfo.InvariantCulture)) > 308);
                break;
        }
    }

    private string? ReadText(Func<string?> read)
    {
        try
        {
            var text = read();
            HasNoText |= text?.Contains('\0', StringComparison.Ordinal) == true;
            return text;
        }
        catch (InvalidOperationException)
        {
            HasNoText = true;
            return null;
        }
    }
}
