using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>The other end of a socket.</summary>
/// <param name="Address">Its address, IPv4 where it is one mapped into IPv6; null for a Unix socket and where there is none.</param>
/// <param name="IsUnix">Whether it is a Unix socket.</param>
internal readonly record struct PeerAddress(IPAddress? Address, bool IsUnix)
{
    /// <summary>Whether it is on this machine.</summary>
    public bool IsOfThisMachine => IsUnix || (Address is not null && IPAddress.IsLoopback(Address));

    /// <summary>Who is at the other end of a request's socket, whatever a header says of it.</summary>
    public static PeerAddress Of(HttpContext context) =>
        context.Features.Get<IConnectionSocketFeature>() is { } connection ? Of(connection.Socket) : default;

    public static PeerAddress Of(Socket socket)
    {
        var end = EndOf(socket, out var ended);
        return ended ? default : Of(end, socket.AddressFamily);
    }

    /// <summary>The address as the system names it, IPv4 perhaps mapped into IPv6; null where there is none any more.</summary>
    public static IPAddress? AsItIs(Socket socket) => (EndOf(socket, out _) as IPEndPoint)?.Address;

    public override string ToString() => IsUnix ? "unix" : Address?.ToString() ?? "unknown";

    private static EndPoint? EndOf(Socket socket, out bool ended)
    {
        try
        {
            ended = false;
            return socket.RemoteEndPoint;
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            ended = true;
            return null;
        }
    }

    private static PeerAddress Of(EndPoint? end, AddressFamily family) => end switch
    {
        IPEndPoint { Address: { IsIPv4MappedToIPv6: true } mapped } => new(mapped.MapToIPv4(), false),
        IPEndPoint { Address: var address } => new(address, false),
        _ => new(null, family == AddressFamily.Unix),
    };
}
