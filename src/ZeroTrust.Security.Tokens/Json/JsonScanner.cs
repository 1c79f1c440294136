using System.Buffers;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>The grammar of RFC 8259 as a loop with a small stack of open containers; writes the tape.</summary>
internal ref struct JsonScanner(ReadOnlySpan<byte> json, Span<JsonNode> scratch)
{
    private static readonly SearchValues<byte> EndsPlainText = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(static control => (byte)control), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _json = json;
    private Span<JsonNode> _tape = scratch;
    private int _count;
    private int _at;

    public JsonNode[]? Rented { get; private set; }

    public readonly ReadOnlySpan<JsonNode> Tape => _tape[.._count];

    public JsonFault Scan()
    {
        Span<int> open = stackalloc int[StrictJson.MaxDepth];
        var depth = 0;
        while (true)
        {
            SkipWhiteSpace();
            var first = Peek();
            JsonFault fault;
            if (first is '{' or '[')
            {
                if (depth == open.Length)
                {
                    return JsonFault.TooDeep;
                }

                open[depth++] = _count;
                var isObject = first == '{';
                if ((fault = Add(isObject ? JsonKind.Object : JsonKind.Array, _at++, 0)) != JsonFault.None)
                {
                    return fault;
                }

                SkipWhiteSpace();
                if (Peek() != (isObject ? '}' : ']'))
                {
                    if (isObject && (fault = ReadName()) != JsonFault.None)
                    {
                        return fault;
                    }

                    continue;
                }
            }
            else if ((fault = ReadScalar(first)) != JsonFault.None)
            {
                return fault;
            }

            if ((fault = AfterValue(open, ref depth)) != JsonFault.None || depth == 0)
            {
                return fault;
            }
        }
    }

    /// <summary>Closes what ends here and steps over a comma; with nothing open any more, the text must end.</summary>
    private JsonFault AfterValue(scoped ReadOnlySpan<int> open, ref int depth)
    {
        while (depth > 0)
        {
            SkipWhiteSpace();
            var container = open[depth - 1];
            var isObject = _tape[container].Kind == JsonKind.Object;
            var next = Peek();
            if (next == ',')
            {
                _at++;
                return isObject ? ReadName() : JsonFault.None;
            }

            if (next != (isObject ? '}' : ']'))
            {
                return JsonFault.Syntax;
            }

            _at++;
            depth--;
            _tape[container] = _tape[container] with { Length = _at - _tape[container].Start, Next = _count };
            if (isObject && JsonMemberNames.HasDuplicate(_json, Tape, container))
            {
                return JsonFault.DuplicateMember;
            }
        }

        SkipWhiteSpace();
        return _at == _json.Length ? JsonFault.None : JsonFault.Syntax;
    }

    private JsonFault ReadName()
    {
        SkipWhiteSpace();
        if (Peek() != '"')
        {
            return JsonFault.Syntax;
        }

        var fault = ReadText();
        if (fault != JsonFault.None)
        {
            return fault;
        }

        SkipWhiteSpace();
        if (Peek() != ':')
        {
            return JsonFault.Syntax;
        }

        _at++;
        return JsonFault.None;
    }

    private JsonFault ReadScalar(int first) => first switch
    {
        '"' => ReadText(),
        '-' or (>= '0' and <= '9') => ReadNumber(),
        't' => ReadLiteral("true"u8, JsonKind.True),
        'f' => ReadLiteral("false"u8, JsonKind.False),
        'n' => ReadLiteral("null"u8, JsonKind.Null),
        _ => JsonFault.Syntax,
    };

    private JsonFault ReadLiteral(ReadOnlySpan<byte> literal, JsonKind kind)
    {
        if (!_json[_at..].StartsWith(literal))
        {
            return JsonFault.Syntax;
        }

        var start = _at;
        _at += literal.Length;
        return Add(kind, start, literal.Length);
    }

    private JsonFault ReadText()
    {
        var start = ++_at;
        var escaped = false;
        while (true)
        {
            var plain = _json[_at..].IndexOfAny(EndsPlainText);
            if (plain < 0)
            {
                return JsonFault.Syntax;
            }

            _at += plain;
            switch (_json[_at])
            {
                case (byte)'"':
                    var end = _at++;
                    return Add(JsonKind.Text, start, end - start, escaped);
                case (byte)'\\':
                    escaped = true;
                    var length = JsonText.MeasureEscape(_json[_at..], out var fault);
                    if (fault != JsonFault.None)
                    {
                        return fault;
                    }

                    _at += length;
                    break;
                case 0:
                    return JsonFault.Encoding;
                default:
                    return JsonFault.Syntax;
            }
        }
    }

    private JsonFault ReadNumber()
    {
        var start = _at;
        if (Peek() == '-')
        {
            _at++;
        }

        if (Peek() == '0')
        {
            _at++;
        }
        else if (SkipDigits() == 0)
        {
            return JsonFault.Syntax;
        }

        if (Peek() == '.')
        {
            _at++;
            if (SkipDigits() == 0)
            {
                return JsonFault.Syntax;
            }
        }

        if (Peek() is 'e' or 'E')
        {
            _at++;
            if (Peek() is '+' or '-')
            {
                _at++;
            }

            var exponent = _at;
            if (SkipDigits() == 0)
            {
                return JsonFault.Syntax;
            }

            if (_at - start <= StrictJson.MaxNumberLength && IsLargeExponent(_json[exponent.._at]))
            {
                return JsonFault.NumberTooLong;
            }
        }

        var length = _at - start;
        return length > StrictJson.MaxNumberLength ? JsonFault.NumberTooLong : Add(JsonKind.Number, start, length);
    }

    private static bool IsLargeExponent(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = Math.Min((value * 10) + (digit - '0'), StrictJson.MaxExponent + 1);
        }

        return value > StrictJson.MaxExponent;
    }

    private int SkipDigits()
    {
        var rest = _json[_at..];
        var length = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        length = length < 0 ? rest.Length : length;
        _at += length;
        return length;
    }

    private void SkipWhiteSpace()
    {
        while (_at < _json.Length && _json[_at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            _at++;
        }
    }

    /// <summary>The next byte, or -1 at the end.</summary>
    private readonly int Peek() => _at < _json.Length ? _json[_at] : -1;

    private JsonFault Add(JsonKind kind, int start, int length, bool escaped = false)
    {
        if (_count == _tape.Length && !TryGrow())
        {
            return JsonFault.TooManyValues;
        }

        _tape[_count] = new(start, length, _count + 1, kind, escaped);
        _count++;
        return JsonFault.None;
    }

    private bool TryGrow()
    {
        if (_count >= StrictJson.MaxNodes)
        {
            return false;
        }

        // Not cleared when returned: the nodes hold positions, nothing of the text.
        var larger = ArrayPool<JsonNode>.Shared.Rent(Math.Clamp(_count * 2, 64, StrictJson.MaxNodes));
        Tape.CopyTo(larger);
        if (Rented is not null)
        {
            ArrayPool<JsonNode>.Shared.Return(Rented);
        }

        Rented = larger;
        _tape = larger;
        return true;
    }
}
