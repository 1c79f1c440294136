using System.Buffers;
using System.Text;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>One value of a text that <see cref="StrictJson"/> took. Nothing here can fail on the text's account.</summary>
internal readonly ref struct JsonValue
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<JsonNode> _tape;
    private readonly int _index;

    internal JsonValue(ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> tape, int index)
    {
        _json = json;
        _tape = tape;
        _index = index;
    }

    /// <summary>What it is; <see cref="JsonKind.None"/> for the default value, which stands for a missing one.</summary>
    public JsonKind Kind => _tape.IsEmpty ? JsonKind.None : _tape[_index].Kind;

    public bool Exists => Kind != JsonKind.None;

    public bool IsText => Kind == JsonKind.Text;

    /// <summary>Whether it is a string with escapes; one without stands in <see cref="Raw"/> as it is.</summary>
    public bool HasEscapes => IsText && _tape[_index].Escaped;

    /// <summary>Whether it is a string of no characters.</summary>
    public bool IsEmptyText => IsText && _tape[_index].Length == 0;

    /// <summary>The bytes as they stand in the text; of a string, those between the quotes, escapes not decoded.</summary>
    public ReadOnlySpan<byte> Raw => Exists ? _json.Slice(_tape[_index].Start, _tape[_index].Length) : default;

    /// <summary>The characters of a string; none for another kind.</summary>
    public JsonRunes Runes => IsText ? new(Raw, _tape[_index].Escaped) : default;

    /// <summary>The length of a string as UTF-8, escapes decoded; 0 for another kind.</summary>
    public int Utf8Length
    {
        get
        {
            if (!IsText || !_tape[_index].Escaped)
            {
                return IsText ? _tape[_index].Length : 0;
            }

            var length = 0;
            foreach (var rune in Runes)
            {
                length += rune.Utf8SequenceLength;
            }

            return length;
        }
    }

    /// <summary>Where it stands on the tape, for <see cref="At"/>.</summary>
    public int Position => _index;

    /// <summary>The members of an object, in order; none for another kind.</summary>
    public JsonMembers Members => new(_json, _tape, _index, Kind == JsonKind.Object ? _tape[_index].Next : 0);

    /// <summary>The elements of an array, in order; none for another kind.</summary>
    public JsonElements Elements => new(_json, _tape, _index, Kind == JsonKind.Array ? _tape[_index].Next : 0);

    /// <summary>Another value of the same text.</summary>
    public JsonValue At(int position) => new(_json, _tape, position);

    /// <summary>Whether it is an array of strings, an empty one included.</summary>
    public bool IsTexts()
    {
        foreach (var element in Elements)
        {
            if (!element.IsText)
            {
                return false;
            }
        }

        return Kind == JsonKind.Array;
    }

    /// <summary>Whether it is the string given. Ordinal.</summary>
    /// <param name="utf8">The characters sought, not escaped.</param>
    public bool TextEquals(scoped ReadOnlySpan<byte> utf8) => IsText && Spells(_tape[_index], utf8);

    /// <summary>Whether it is the string given. Ordinal.</summary>
    /// <param name="characters">The characters sought, from settings: not of a length that others choose.</param>
    public bool TextEquals(string characters)
    {
        if (!IsText || Raw.Length < characters.Length)
        {
            return false;
        }

        if (!_tape[_index].Escaped && (Raw.Length == characters.Length || Ascii.IsValid(characters)))
        {
            // Equal texts of as many bytes as characters are ASCII, and ASCII has no texts of other lengths.
            return Ascii.Equals(Raw, characters);
        }

        var most = Encoding.UTF8.GetMaxByteCount(characters.Length);
        var utf8 = most <= 512 ? stackalloc byte[512] : new byte[most];
        return TextEquals(utf8[..Encoding.UTF8.GetBytes(characters, utf8)]);
    }

    /// <summary>Whether two strings are the same characters. Ordinal.</summary>
    public bool TextEquals(JsonValue other) =>
        IsText && other.IsText && JsonText.AreEqual(Raw, _tape[_index].Escaped, other.Raw, other._tape[other._index].Escaped);

    /// <summary>The member of an object with this name; a missing value when there is none, or when this is not an object.</summary>
    /// <param name="name">The name, not escaped.</param>
    public JsonValue Find(scoped ReadOnlySpan<byte> name) => Found(Find(NameKey.Of(name), name));

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    public JsonValue Find(MemberName name) => Found(Find(name.Key, name.Utf8));

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    public JsonValue Find(string name)
    {
        var length = Encoding.UTF8.GetByteCount(name);
        var utf8 = length <= 256 ? stackalloc byte[256] : new byte[length];
        return Find(utf8[..Encoding.UTF8.GetBytes(name, utf8)]);
    }

    /// <summary>The string's characters.</summary>
    /// <returns>A new string; empty for another kind.</returns>
    public string GetString()
    {
        if (!IsText || !_tape[_index].Escaped)
        {
            return IsText ? Encoding.UTF8.GetString(Raw) : "";
        }

        byte[]? rented = null;
        var decoded = Raw.Length <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(Raw.Length);
        var text = Encoding.UTF8.GetString(decoded[..JsonText.Decode(Raw, decoded)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return text;
    }

    /// <summary>Writes the string's characters as UTF-8, escapes decoded.</summary>
    /// <returns><see langword="false"/> when it is no string or may not fit.</returns>
    public bool TryCopyTo(Span<byte> destination, out int written)
    {
        written = 0;
        if (!IsText || Raw.Length > destination.Length)
        {
            return false;
        }

        if (_tape[_index].Escaped)
        {
            written = JsonText.Decode(Raw, destination);
        }
        else
        {
            Raw.CopyTo(destination);
            written = Raw.Length;
        }

        return true;
    }

    /// <summary>Writes the string's characters as UTF-16, escapes decoded.</summary>
    /// <returns><see langword="false"/> when it is no string or does not fit.</returns>
    public bool TryCopyTo(Span<char> destination, out int written)
    {
        written = 0;
        if (!IsText)
        {
            return false;
        }

        if (!_tape[_index].Escaped)
        {
            return Encoding.UTF8.TryGetChars(Raw, destination, out written);
        }

        foreach (var rune in Runes)
        {
            if (!rune.TryEncodeToUtf16(destination[written..], out var units))
            {
                return false;
            }

            written += units;
        }

        return true;
    }

    private JsonValue Found(int position) => position > 0 ? At(position) : default;

    // The keys first: they settle most comparisons, and nothing of the text is read for them.
    private int Find(ushort key, scoped ReadOnlySpan<byte> name)
    {
        var end = Kind == JsonKind.Object ? _tape[_index].Next : 0;
        for (var at = _index + 1; at < end; at = _tape[at + 1].Next)
        {
            ref readonly var node = ref _tape[at];
            if ((node.Key == key || node.Escaped) && Spells(node, name))
            {
                return at + 1;
            }
        }

        return 0;
    }

    // The lengths first: they settle most comparisons.
    private bool Spells(in JsonNode text, scoped ReadOnlySpan<byte> utf8) => text.Escaped
        ? JsonText.AreEqual(_json.Slice(text.Start, text.Length), aEscaped: true, utf8, bEscaped: false)
        : text.Length == utf8.Length && _json.Slice(text.Start, text.Length).SequenceEqual(utf8);
}
