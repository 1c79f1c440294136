using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Audit.Events;

/// <summary>
/// Makes the ids of events: UUIDs of version 7 (RFC 9562 §5.7), of the time and 74 random bits. The random ones are fetched from the system for many
/// ids at once, since asking it for each takes longer than writing the event. For one thread.
/// </summary>
internal sealed class EventIds
{
    private const int RandomBytes = 10;
    private const int Ahead = 256;

    // 4 bits and 2 bits, and what is random beside each of them.
    private const long Version = 0x7000;
    private const long MostOfVersion = 0x0FFF;
    private const ulong Variant = 0x80UL << 56;
    private const ulong MostOfVariant = ulong.MaxValue >> 2;

    private readonly byte[] _random = new byte[RandomBytes * Ahead];
    private int _used = RandomBytes * Ahead;
    private long _time;

    /// <summary>Sets what the ids from here on begin with.</summary>
    /// <param name="time">Counts to the millisecond.</param>
    public void SetTime(DateTimeOffset time) => _time = time.ToUnixTimeMilliseconds() << 16;

    /// <summary>The next id.</summary>
    public Guid Next()
    {
        if (_used == _random.Length)
        {
            RandomNumberGenerator.Fill(_random);
            _used = 0;
        }

        var random = _random.AsSpan(_used, RandomBytes);
        _used += RandomBytes;
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, _time | Version | (BinaryPrimitives.ReadUInt16BigEndian(random) & MostOfVersion));
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], Variant | (BinaryPrimitives.ReadUInt64BigEndian(random[2..]) & MostOfVariant));
        return new(id, bigEndian: true);
    }
}
