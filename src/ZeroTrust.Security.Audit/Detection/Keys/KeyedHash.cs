using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>
/// SipHash-2-4 with 128 bits (Aumasson and Bernstein, 2012): under a key that nobody knows, keys of any length take 16 bytes each and nobody can
/// choose two that meet. It allocates nothing.
/// </summary>
internal ref struct KeyedHash
{
    private ulong _v0;
    private ulong _v1;
    private ulong _v2;
    private ulong _v3;
    private ulong _tail;
    private int _length;

    public KeyedHash(UInt128 key)
    {
        var (k0, k1) = ((ulong)key, (ulong)(key >> 64));
        _v0 = 0x736f6d6570736575 ^ k0;
        _v1 = 0x646f72616e646f6d ^ k1 ^ 0xee;
        _v2 = 0x6c7967656e657261 ^ k0;
        _v3 = 0x7465646279746573 ^ k1;
    }

    /// <summary>Takes a text, with its length, so that two texts never run together.</summary>
    public void Add(string text)
    {
        Add(text.Length);
        Add(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    public void Add(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        Add(bytes);
    }

    public void Add(scoped ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var at = _length % 8;
            if (at == 0 && bytes.Length >= 8)
            {
                Compress(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                bytes = bytes[8..];
                _length += 8;
                continue;
            }

            _tail |= (ulong)bytes[0] << (8 * at);
            bytes = bytes[1..];
            _length++;
            if (at == 7)
            {
                Compress(_tail);
                _tail = 0;
            }
        }
    }

    public UInt128 End()
    {
        Compress(_tail | ((ulong)_length << 56));
        _v2 ^= 0xee;
        var low = Finish();
        _v1 ^= 0xdd;
        return new(Finish(), low);
    }

    private ulong Finish()
    {
        Round();
        Round();
        Round();
        Round();
        return _v0 ^ _v1 ^ _v2 ^ _v3;
    }

    private void Compress(ulong word)
    {
        _v3 ^= word;
        Round();
        Round();
        _v0 ^= word;
    }

    private void Round()
    {
        _v0 += _v1;
        _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
        _v0 = BitOperations.RotateLeft(_v0, 32);
        _v2 += _v3;
        _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
        _v0 += _v3;
        _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
        _v2 += _v1;
        _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
        _v2 = BitOperations.RotateLeft(_v2, 32);
    }
}
