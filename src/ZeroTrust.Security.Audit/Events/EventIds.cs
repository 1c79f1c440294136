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

    private const int Version = 0x70;
    private const int Variant = 0x80;

    private readonly byte[] _random = new byte[RandomBytes * Ahead];
    private int _used = RandomBytes * Ahead;

    /// <summary>The next id.</summary>
    /// <param name="time">The time it begins with, to the millisecond.</param>
    public Guid Next(DateTimeOffset time)
    {
        if (_used == _random.Length)
        {
            RandomNumberGenerator.Fill(_random);
            _used = 0;
        }

        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, time.ToUnixTimeMilliseconds() << 16);
        _random.AsSpan(_used, RandomBytes).CopyTo(id[6..]);
        _used += RandomBytes;
        id[6] = (byte)((id[6] & 0x0F) | Version);
        id[8] = (byte)((id[8] & 0x3F) | Variant);
        return new(id, bigEndian: true);
    }
}
