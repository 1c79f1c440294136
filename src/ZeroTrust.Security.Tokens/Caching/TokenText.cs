using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>
/// The text of a token as ASCII bytes, and how it compares with a presented one. Bytes are widened and characters never narrowed, so that
/// no other character equals one of ASCII.
/// </summary>
internal static class TokenText
{
    private const int TailLength = 16;

    private static readonly ulong Key0 = RandomKey();
    private static readonly ulong Key1 = RandomKey();
    private static readonly ulong Key2 = RandomKey();
    private static readonly ulong Key3 = RandomKey();

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
    /// A hash of the last characters, which are those of the signature, under a key of this process: NH (RFC 4418 §5.2.2), by which two
    /// tails collide for hardly any key. It only selects whom to compare with.
    /// </summary>
    public static int Hash(ReadOnlySpan<char> text)
    {
        if (text.Length < TailLength)
        {
            return string.GetHashCode(text, StringComparison.Ordinal);
        }

        var tail = MemoryMarshal.Cast<char, ulong>(text[^TailLength..]);
        var high = Math.BigMul(tail[0] + Key0, tail[1] + Key1, out ulong low);
        high += Math.BigMul(tail[2] + Key2, tail[3] + Key3, out ulong more);
        return HashCode(high ^ (low + more));

        static int HashCode(ulong bits) => (int)(bits ^ (bits >> 32));
    }

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

    // Spans of whole blocks, so that no block is sliced and no bound checked; the last block overlaps the one before. From the first to
    // the last, as memory is fetched ahead.
    private static Vector<ushort> InBlocksOf512(ReadOnlySpan<ushort> presented, ReadOnlySpan<byte> stored)
    {
        var bits = Vector512<ushort>.Zero;
        var left = MemoryMarshal.Cast<ushort, Vector512<ushort>>(presented);
        var right = MemoryMarshal.Cast<byte, Vector256<byte>>(stored);
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            bits |= Block(left[i], right[i]);
        }

        bits |= Block(Vector512.Create(presented[^Vector512<ushort>.Count..]), Vector256.Create(stored[^Vector256<byte>.Count..]));
        return (bits.GetLower() | bits.GetUpper()).AsVector();

        static Vector512<ushort> Block(Vector512<ushort> presented, Vector256<byte> stored) =>
            presented ^ Vector512.WidenLower(stored.ToVector512Unsafe());
    }

    private static Vector<ushort> InBlocks(ReadOnlySpan<ushort> presented, ReadOnlySpan<byte> stored)
    {
        var bits = Block(MemoryMarshal.Cast<ushort, Vector<ushort>>(presented[^Vector<byte>.Count..]), new(stored[^Vector<byte>.Count..]));
        var left = MemoryMarshal.Cast<ushort, Vector<ushort>>(presented);
        var right = MemoryMarshal.Cast<byte, Vector<byte>>(stored);
        for (var i = 0; i < right.Length; i++)
        {
            bits |= Block(left.Slice(2 * i, 2), right[i]);
        }

        return bits;

        static Vector<ushort> Block(ReadOnlySpan<Vector<ushort>> presented, Vector<byte> stored)
        {
            Vector.Widen(stored, out var low, out var high);
            return (presented[0] ^ low) | (presented[1] ^ high);
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

    private static ulong RandomKey() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
