using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>
/// The text of a token as ASCII bytes, and how it compares with a presented one. Bytes are widened and characters never narrowed, so that
/// no other character equals one of ASCII.
/// </summary>
internal static class TokenText
{
    private const int TailLength = 16;

    /// <summary>The text as bytes. Of a token that was verified, which is ASCII throughout.</summary>
    public static byte[] ToBytes(ReadOnlySpan<char> text)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            bytes[i] = checked((byte)text[i]);
        }

        return bytes;
    }

    /// <summary>
    /// A hash of the last characters, which are those of the signature, under a key of this process (Marvin). It only selects whom to
    /// compare with.
    /// </summary>
    public static int Hash(ReadOnlySpan<char> text) =>
        string.GetHashCode(text.Length > TailLength ? text[^TailLength..] : text, StringComparison.Ordinal);

    public static bool Equal(ReadOnlySpan<char> presented, ReadOnlySpan<byte> stored) =>
        presented.Length == stored.Length && Difference(presented, stored) == Vector<ushort>.Zero;

    /// <summary>
    /// All bits that differ anywhere, gathered into lanes: the work is the same wherever the first difference stands, so that its time
    /// tells nobody how much of a token was guessed.
    /// </summary>
    /// <param name="presented">Characters.</param>
    /// <param name="stored">As many bytes.</param>
    public static Vector<ushort> Difference(ReadOnlySpan<char> presented, ReadOnlySpan<byte> stored)
    {
        var characters = MemoryMarshal.Cast<char, ushort>(presented);
        return Vector512.IsHardwareAccelerated && stored.Length >= Vector512<ushort>.Count ? InBlocksOf512(characters, stored)
            : stored.Length >= Vector<byte>.Count ? InBlocks(characters, stored)
            : OneByOne(characters, stored);
    }

    private static Vector<ushort> InBlocksOf512(ReadOnlySpan<ushort> presented, ReadOnlySpan<byte> stored)
    {
        var bits = Vector512<ushort>.Zero;
        var last = stored.Length - Vector512<ushort>.Count;
        for (var at = 0; at < last; at += Vector512<ushort>.Count)
        {
            bits |= Block(presented, stored, at);
        }

        // The last block overlaps the one before.
        bits |= Block(presented, stored, last);
        return (bits.GetLower() | bits.GetUpper()).AsVector();

        static Vector512<ushort> Block(ReadOnlySpan<ushort> presented, ReadOnlySpan<byte> stored, int at) =>
            Vector512.Create(presented[at..]) ^ Vector512.WidenLower(Vector256.Create(stored[at..]).ToVector512Unsafe());
    }

    private static Vector<ushort> InBlocks(ReadOnlySpan<ushort> presented, ReadOnlySpan<byte> stored)
    {
        var bits = Vector<ushort>.Zero;
        var last = stored.Length - Vector<byte>.Count;
        for (var at = 0; at < last; at += Vector<byte>.Count)
        {
            bits |= Block(presented, stored, at);
        }

        return bits | Block(presented, stored, last);

        static Vector<ushort> Block(ReadOnlySpan<ushort> presented, ReadOnlySpan<byte> stored, int at)
        {
            Vector.Widen(new Vector<byte>(stored[at..]), out var low, out var high);
            return (new Vector<ushort>(presented[at..]) ^ low) | (new Vector<ushort>(presented[(at + Vector<ushort>.Count)..]) ^ high);
        }
    }

    private static Vector<ushort> OneByOne(ReadOnlySpan<ushort> presented, ReadOnlySpan<byte> stored)
    {
        var bits = 0;
        for (var at = 0; at < stored.Length; at++)
        {
            bits |= presented[at] ^ stored[at];
        }

        return Vector.CreateScalar((ushort)bits);
    }
}
