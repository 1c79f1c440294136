using System.Buffers;
using System.Runtime.CompilerServices;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>The grammar of RFC 8259 as a loop with a small stack of open containers; writes the tape.</summary>
internal ref struct JsonScanner(ReadOnlySpan<byte> json, Span<JsonNode> scratch)
{
    private static readonly SearchValues<byte> EndsPlainText = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(static control => (byte)control), (byte)'"', (byte)'\\']);

    private static readonly SearchValues<byte> NotPlain = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(static control => (byte)control), (byte)'\\']);

    private readonly ReadOnlySpan<byte> _json = json;

    // Nearly every text has no escape, line break or other control character anywhere. One look at all of it settles that, and then
    // every string ends at the next quote.
    private readonly bool _isPlain = !json.ContainsAny(NotPlain);

    private QuoteSearch _quotes = new(json);
    private Span<JsonNode> _tape = scratch;
    private int _count;

    public JsonNode[]? Rented { get; private set; }

    public readonly ReadOnlySpan<JsonNode> Tape => _tape[.._count];

    // The place in the text is a local that helpers are given and give back, below zero for a fault: it stays in a register.
#pragma warning disable MA0051 // Long for that reason: parts of it would need the place by reference.
    public JsonFault Scan()
#pragma warning restore MA0051
    {
        Span<int> open = stackalloc int[StrictJson.MaxDepth];
        var depth = 0;
        var inObject = false;
        var at = 0;
        while (true)
        {
            at = inObject ? ReadName(SkipWhiteSpace(at)) : at;
            if (at < 0)
            {
                return (JsonFault)(-at);
            }

            at = SkipWhiteSpace(at);
            var first = ByteAt(at);
            if (first is '{' or '[')
            {
                if (depth == open.Length)
                {
                    return JsonFault.TooDeep;
                }

                open[depth++] = _count;
                inObject = first == '{';
                at = Add(inObject ? JsonKind.Object : JsonKind.Array, at, at + 1);
                if (at < 0)
                {
                    return (JsonFault)(-at);
                }

                at = SkipWhiteSpace(at);
                if (ByteAt(at) != (inObject ? '}' : ']'))
                {
                    continue;
                }
            }
            else if ((at = ReadScalar(at, first)) < 0)
            {
                return (JsonFault)(-at);
            }

            // What ends here is closed, up to a comma; with nothing open any more, the text must end.
            at = SkipWhiteSpace(at);
            while (depth > 0 && ByteAt(at) != ',')
            {
                if (ByteAt(at) != (inObject ? '}' : ']'))
                {
                    return JsonFault.Syntax;
                }

                var container = open[--depth];
                var start = _tape[container].Start;
                _tape[container] = new(start, at + 1 - start, _count, inObject ? JsonKind.Object : JsonKind.Array, Escaped: false, Key: 0);
                if (inObject && JsonMemberNames.HasDuplicate(_json, Tape, container))
                {
                    return JsonFault.DuplicateMember;
                }

                inObject = depth > 0 && _tape[open[depth - 1]].Kind == JsonKind.Object;
                at = SkipWhiteSpace(at + 1);
            }

            if (depth == 0)
            {
                return at == _json.Length ? JsonFault.None : JsonFault.Syntax;
            }

            at++;
        }
    }

    private int ReadName(int at)
    {
        if (ByteAt(at) != '"')
        {
            return -(int)JsonFault.Syntax;
        }

        at = ReadText(at, isName: true);
        if (at < 0)
        {
            return at;
        }

        at = SkipWhiteSpace(at);
        return ByteAt(at) == ':' ? at + 1 : -(int)JsonFault.Syntax;
    }

    private int ReadScalar(int at, int first) => first switch
    {
        '"' => ReadText(at, isName: false),
        '-' or (>= '0' and <= '9') => ReadNumber(at),
        't' => ReadLiteral(at, "true"u8, JsonKind.True),
        'f' => ReadLiteral(at, "false"u8, JsonKind.False),
        'n' => ReadLiteral(at, "null"u8, JsonKind.Null),
        _ => -(int)JsonFault.Syntax,
    };

    private int ReadLiteral(int at, ReadOnlySpan<byte> literal, JsonKind kind) =>
        _json[at..].StartsWith(literal) ? Add(kind, at, at + literal.Length) : -(int)JsonFault.Syntax;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadText(int quote, bool isName)
    {
        var start = quote + 1;
        if (!_isPlain)
        {
            return ReadAnyText(start, isName);
        }

        var end = _quotes.Next(start);
        return end < 0 ? -(int)JsonFault.Syntax : AddText(start, end, escaped: false, isName);
    }

    private int ReadAnyText(int start, bool isName)
    {
        var at = start;
        var escaped = false;
        while (true)
        {
            var plain = _json[at..].IndexOfAny(EndsPlainText);
            if (plain < 0)
            {
                return -(int)JsonFault.Syntax;
            }

            at += plain;
            switch (_json[at])
            {
                case (byte)'"':
                    return AddText(start, at, escaped, isName);
                case (byte)'\\':
                    escaped = true;
                    var length = JsonText.MeasureEscape(_json[at..], out var fault);
                    if (fault != JsonFault.None)
                    {
                        return -(int)fault;
                    }

                    at += length;
                    break;
                case 0:
                    return -(int)JsonFault.Encoding;
                default:
                    return -(int)JsonFault.Syntax;
            }
        }
    }

    private int ReadNumber(int start)
    {
        var at = ByteAt(start) == '-' ? start + 1 : start;
        at = ByteAt(at) == '0' ? at + 1 : ReadDigits(at);
        if (at > 0 && ByteAt(at) == '.')
        {
            at = ReadDigits(at + 1);
        }

        if (at > 0 && ByteAt(at) is 'e' or 'E')
        {
            var exponent = ByteAt(at + 1) is '+' or '-' ? at + 2 : at + 1;
            at = ReadDigits(exponent);
            if (at > 0 && at - start <= StrictJson.MaxNumberLength && IsLargeExponent(_json[exponent..at]))
            {
                return -(int)JsonFault.NumberTooLong;
            }
        }

        return at < 0 ? at
            : at - start > StrictJson.MaxNumberLength ? -(int)JsonFault.NumberTooLong
            : Add(JsonKind.Number, start, at);
    }

    /// <summary>Where the digits end, of which there must be one.</summary>
    private readonly int ReadDigits(int at)
    {
        var start = at;
        while (ByteAt(at) is >= '0' and <= '9')
        {
            at++;
        }

        return at > start ? at : -(int)JsonFault.Syntax;
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

    // Where a token begins there is mostly no white space, which one comparison tells.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int SkipWhiteSpace(int at) => ByteAt(at) > ' ' ? at : SkipOneOrMore(at);

    private readonly int SkipOneOrMore(int at)
    {
        while (ByteAt(at) is ' ' or '\t' or '\n' or '\r')
        {
            at++;
        }

        return at;
    }

    /// <summary>The byte there, or -1 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int ByteAt(int at) => (uint)at < (uint)_json.Length ? _json[at] : -1;

    /// <summary>Adds the string between two quotes; what follows is after the second. A name with escapes has no key: as read it is another text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int AddText(int start, int end, bool escaped, bool isName)
    {
        var key = isName && !escaped ? NameKey.Of(_json[start..end]) : (ushort)0;
        var at = Add(JsonKind.Text, start, end, escaped, key);
        return at < 0 ? at : at + 1;
    }

    // A node is written once and whole: what was just written in parts and is read as a whole keeps the processor waiting.
    /// <summary>Adds a node.</summary>
    /// <returns>Its end, or a fault.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Add(JsonKind kind, int start, int end, bool escaped = false, ushort key = 0)
    {
        if (_count == _tape.Length && !TryGrow())
        {
            return -(int)JsonFault.TooManyValues;
        }

        _tape[_count] = new(start, end - start, _count + 1, kind, escaped, key);
        _count++;
        return end;
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
