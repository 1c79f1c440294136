using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ZeroTrust.Security;

/// <summary>
/// Whom a measure reaches: a user, a service, a client or a network. Made of what was proven; a claim of a refused token can be none of it. Immutable, compared ordinally.
/// </summary>
public readonly record struct CallerKey
{
    // What an IPv6 customer has at least, and changes within at will.
    private const int Ipv6PrefixBytes = 8;

    private readonly string? _issuer;
    private readonly string? _name;
    private readonly UInt128 _network;

    private CallerKey(CallerKeyKind kind, string? issuer, string? name, UInt128 network) => (Kind, _issuer, _name, _network) = (kind, issuer, name, network);

    /// <summary>By what the caller is known.</summary>
    /// <value><see cref="CallerKeyKind.None"/> for the default value.</value>
    public CallerKeyKind Kind { get; }

    /// <summary>A user, whoever sends the request on the user's behalf.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="user"/> is null.</exception>
    public static CallerKey OfUser(UserIdentity user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new(CallerKeyKind.User, user.IssuerName, user.Subject, 0);
    }

    /// <summary>A service, for itself or for any user.</summary>
    /// <param name="service">The service.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="service"/> is null.</exception>
    public static CallerKey OfService(ServiceIdentity service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return new(CallerKeyKind.Service, null, service.Name, 0);
    }

    /// <summary>The OAuth client of a caller, whoever signed in with it.</summary>
    /// <param name="caller">The caller.</param>
    /// <returns>The key; the default value where the caller names no client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="caller"/> is null.</exception>
    public static CallerKey OfClient(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller is { Client: { } client, IsAuthenticated: true } ? new(CallerKeyKind.Client, caller.User?.IssuerName ?? caller.Service?.IssuerName, client, 0) : default;
    }

    /// <summary>The network of an address: of IPv6 the first 64 bits, of IPv4 the address.</summary>
    /// <param name="address">The address.</param>
    /// <returns>The key; an IPv4 address is the same in its IPv6 form.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is null.</exception>
    public static CallerKey OfNetwork(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6)
        {
            return new(CallerKeyKind.Network, null, null, ((UInt128)0xffff << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes[(length - 4)..]));
        }

        bytes[Ipv6PrefixBytes..].Clear();
        return new(CallerKeyKind.Network, null, null, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>A short form for logs.</summary>
    /// <returns>Such as <c>user 'alice' of 'corporate'</c>.</returns>
    public override string ToString() => Kind switch
    {
        CallerKeyKind.User => $"user '{_name}' of '{_issuer}'",
        CallerKeyKind.Service => $"service '{_name}'",
        CallerKeyKind.Client => $"client '{_name}' of '{_issuer}'",
        CallerKeyKind.Network => "a network",
        _ => "nobody",
    };
}
