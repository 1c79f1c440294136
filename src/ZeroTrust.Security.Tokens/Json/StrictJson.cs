using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>
/// Reads one JSON text (RFC 8259) of any origin in one pass, without exception and without recursion, and in time linear in its
/// length. Stricter than the grammar: valid UTF-8 throughout, no NUL and no lone surrogate, unique member names at every depth,
/// bounded depth and numbers. After <see cref="Read"/> every value is known good, and reading it cannot fail.
/// </summary>
/// <remarks>
/// Nothing is allocated: the tape of nodes lies in the caller's buffer and, for a text with many values, in a rented one that
/// <see cref="Dispose"/> returns. Names and strings stay bytes until asked for.
/// </remarks>
internal readonly ref struct StrictJson
{
    /// <summary>The deepest nesting taken.</summary>
    public const int MaxDepth = 16;

    /// <summary>The most values and member names taken.</summary>
    public const int MaxNodes = 32 * 1024;

    /// <summary>The longest number taken, in characters.</summary>
    public const int MaxNumberLength = 128;

    /// <summary>The largest exponent taken, either way: that of a double.</summary>
    public const int MaxExponent = 308;

    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<JsonNode> _tape;
    private readonly JsonNode[]? _rented;

    private StrictJson(JsonFault fault, ReadOnlySpan<byte> json, ReadOnlySpan<JsonNode> tape, JsonNode[]? rented)
    {
        Fault = fault;
        _json = json;
        _tape = tape;
        _rented = rented;
    }

    /// <summary>Why the text was refused; <see cref="JsonFault.None"/> when it was taken.</summary>
    public JsonFault Fault { get; }

    /// <summary>The whole value. Only for a text that was taken.</summary>
    public JsonValue Root => new(_json, _tape, 0);

    /// <summary>Whether the text was taken and is one object.</summary>
    public bool IsObject => Fault == JsonFault.None && Root.Kind == JsonKind.Object;

    /// <summary>Reads a text.</summary>
    /// <param name="utf8">The text; the result refers to it.</param>
    /// <param name="scratch">Room for the tape: <c>stackalloc JsonNode[64]</c> holds 32 members.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static StrictJson Read(ReadOnlySpan<byte> utf8, Span<JsonNode> scratch)
    {
        if (!Utf8.IsValid(utf8))
        {
            return new(JsonFault.Encoding, default, default, null);
        }

        var scanner = new JsonScanner(utf8, scratch);
        var fault = scanner.Scan();
        return new(fault, utf8, scanner.Tape, scanner.Rented);
    }

    /// <summary>Returns a rented tape. Values read from this text are not used after it.</summary>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<JsonNode>.Shared.Return(_rented);
        }
    }
}
