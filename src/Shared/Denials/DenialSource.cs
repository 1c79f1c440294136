using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ZeroTrust.Security.Denials;

/// <summary>
/// Where denials come from: an IPv4 address, or the network of 64 bits that an IPv6 address is in, since whoever has one address of it has them
/// all. Default for no address.
/// </summary>
/// <param name="Family">Which kind; 0 for none.</param>
/// <param name="Bits">The address, or the first half of it.</param>
internal readonly record struct DenialSource(int Family, ulong Bits)
{
    /// <summary>How many bits of an IPv6 address name its network.</summary>
    public const int NetworkBits = 64;

    private const int V4 = 4;
    private const int V6 = 6;

    public bool IsNetwork => Family == V6;

    /// <summary>The address, or the first of the network; null for none.</summary>
    public IPAddress? Address
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, Bits);
            return Family switch
            {
                V4 => new(bytes[4..8]),
                V6 => new(bytes),
                _ => null,
            };
        }
    }

    public static DenialSource Of(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _))
        {
            return default;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return new(V4, BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        return address.IsIPv4MappedToIPv6 ? new(V4, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..])) : new(V6, BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }
}
