using System.Net;
using System.Net.Sockets;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Ranges that no issuer is ever reached in: where clouds keep credentials, and where a packet goes to nobody or to everybody.
/// Private ranges (RFC 1918, RFC 4193) are not among them: issuers live inside the network too.
/// </summary>
internal static class AddressRanges
{
    private static readonly (IPNetwork Network, string Name)[] Forbidden =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "unspecified (RFC 1122)"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local, where clouds keep instance metadata (RFC 3927)"),
        (IPNetwork.Parse("100.100.100.200/32"), "an instance metadata service"),
        (IPNetwork.Parse("168.63.129.16/32"), "a platform's own service"),
        (IPNetwork.Parse("192.0.0.0/24"), "reserved, and an instance metadata service (RFC 6890)"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast (RFC 5771)"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved or broadcast (RFC 1112)"),
        (IPNetwork.Parse("::/128"), "unspecified (RFC 4291)"),
        (IPNetwork.Parse("fe80::/10"), "link-local (RFC 4291)"),
        (IPNetwork.Parse("ff00::/8"), "multicast (RFC 4291)"),
        (IPNetwork.Parse("fd00:ec2::/32"), "an instance metadata service"),
        (IPNetwork.Parse("fd20:ce::254/128"), "an instance metadata service"),
        // What these carry inside cannot be told for certain, so it cannot be checked.
        (IPNetwork.Parse("2001::/32"), "a Teredo tunnel (RFC 4380)"),
        (IPNetwork.Parse("64:ff9b:1::/48"), "a local translation prefix (RFC 8215)"),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    /// <summary>The name of the forbidden range an address is in; null when in none.</summary>
    public static string? FindForbidden(IPAddress address)
    {
        foreach (var (network, name) in Forbidden)
        {
            if (network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>The IPv4 address inside a mapped (RFC 4291 §2.5.5), translated (RFC 6052) or 6to4 (RFC 3056) one; else the address itself.</summary>
    public static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address) || IsCompatible(address))
        {
            return new(bytes.AsSpan(12, 4));
        }

        return SixToFour.Contains(address) ? new(bytes.AsSpan(2, 4)) : address;
    }

    private static bool IsCompatible(IPAddress address) =>
        Compatible.Contains(address) && !address.Equals(IPAddress.IPv6Loopback) && !address.Equals(IPAddress.IPv6Any);
}
