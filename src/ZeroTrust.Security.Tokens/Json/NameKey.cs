using System.Buffers.Binary;
using System.Numerics;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>
/// A name as one small number: equal names have equal keys, and of different names few do, so comparing keys first saves comparing texts.
/// Anybody can make names whose keys are equal; whoever uses keys must stay right, and bounded, when they are.
/// </summary>
internal static class NameKey
{
    // An odd number with bits all over: the highest bits of a product with it depend on all of the other factor (Knuth's multiplicative hash).
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

    // Up to sixteen bytes and the length. Reads that overlap cost less than a loop over the bytes of a short name.
    public static ushort Of(ReadOnlySpan<byte> name)
    {
        var bits = name.Length switch
        {
            >= 8 => BinaryPrimitives.ReadUInt64LittleEndian(name) ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]), 29),
            >= 4 => BinaryPrimitives.ReadUInt32LittleEndian(name) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]) << 32),
            >= 1 => name[0] | ((ulong)name[name.Length / 2] << 8) | ((ulong)name[^1] << 16),
            _ => 0UL,
        };
        return (ushort)(((((ulong)name.Length << 56) ^ bits) * Spread) >> 48);
    }
}
