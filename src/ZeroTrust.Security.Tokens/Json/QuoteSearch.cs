using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>
/// Finds the quotes of a text from its beginning to its end, a block at a time: most strings of a token are shorter than a block, so one
/// look finds the ends of several. The platform's search looks anew for each.
/// </summary>
internal ref struct QuoteSearch(ReadOnlySpan<byte> text)
{
    private const int BlockLength = 64;

    private readonly ReadOnlySpan<byte> _text = text;

    // The block looked at last, and a bit for each of its bytes that is a quote. None at first.
    private int _block = -BlockLength;
    private ulong _quotes;

    /// <summary>The first quote at or after a place.</summary>
    /// <returns>Where it is; -1 when there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int from)
    {
        var offset = from - _block;
        var ahead = (uint)offset < BlockLength ? _quotes >> offset : 0;
        return ahead != 0 ? from + BitOperations.TrailingZeroCount(ahead) : LookFurther(from);
    }

    private int LookFurther(int from)
    {
        var isInBlock = (uint)(from - _block) < BlockLength;
        for (var block = isInBlock ? _block + BlockLength : from; block < _text.Length; block += BlockLength)
        {
            var quotes = QuotesOf(_text[block..]);
            if (quotes != 0)
            {
                (_block, _quotes) = (block, quotes);
                return block + BitOperations.TrailingZeroCount(quotes);
            }
        }

        return -1;
    }

    private static ulong QuotesOf(ReadOnlySpan<byte> block)
    {
        if (block.Length >= BlockLength)
        {
            return Quotes(block);
        }

        // The end of the text, with zeros after it.
        Span<byte> padded = stackalloc byte[BlockLength];
        block.CopyTo(padded);
        return Quotes(padded);
    }

    private static ulong Quotes(ReadOnlySpan<byte> block) =>
        Vector512.Equals(Vector512.Create(block), Vector512.Create((byte)'"')).ExtractMostSignificantBits();
}
