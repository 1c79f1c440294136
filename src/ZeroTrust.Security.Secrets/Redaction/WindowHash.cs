using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Secrets;

/// <summary>A keyed hash of eight characters: 32 bits, from which they cannot be told. Its keys are drawn anew in each process, so that nobody outside can make texts collide.</summary>
internal sealed class WindowHash
{
    /// <summary>How many characters are hashed. What is written in fewer is not looked for.</summary>
    public const int Length = 8;

    private readonly ulong _first = RandomOdd();
    private readonly ulong _second = RandomOdd();

    /// <summary>The hash of the characters from <paramref name="at"/> on.</summary>
    public uint Of(ReadOnlySpan<char> text, int at)
    {
        var bytes = MemoryMarshal.AsBytes(text.Slice(at, Length));
        return (uint)(((BinaryPrimitives.ReadUInt64LittleEndian(bytes) * _first) + (BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) * _second)) >> 32);
    }

    private static ulong RandomOdd()
    {
        Span<byte> key = stackalloc byte[8];
        RandomNumberGenerator.Fill(key);
        return BinaryPrimitives.ReadUInt64LittleEndian(key) | 1;
    }
}
