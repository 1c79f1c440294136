using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Secrets;

/// <summary>A keyed hash of eight characters: 32 bits, from which they cannot be told. Its keys are drawn anew in each process, so that nobody outside can make texts collide.</summary>
internal sealed class WindowHash
{
    /// <summary>How many characters are hashed. What is written in fewer is not looked for.</summary>
    public const int Length = 8;

    /// <summary>The same in bytes.</summary>
    public const int Bytes = Length * sizeof(char);

    /// <summary>The keys.</summary>
    public (ulong First, ulong Second) Keys { get; } = (RandomOdd(), RandomOdd());

    /// <summary>The hash of the characters that <paramref name="text"/> begins with.</summary>
    public static uint Of(ReadOnlySpan<byte> text, (ulong First, ulong Second) keys) =>
        (uint)(((BinaryPrimitives.ReadUInt64LittleEndian(text) * keys.First) + (BinaryPrimitives.ReadUInt64LittleEndian(text[sizeof(ulong)..]) * keys.Second)) >> 32);

    private static ulong RandomOdd()
    {
        Span<byte> key = stackalloc byte[8];
        RandomNumberGenerator.Fill(key);
        return BinaryPrimitives.ReadUInt64LittleEndian(key) | 1;
    }
}
