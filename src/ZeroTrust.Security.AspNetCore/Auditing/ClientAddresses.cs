using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>Where a request came from. No header is read here: whom a forwarding header is believed from is decided by the middleware that reads it.</summary>
/// <param name="Socket">The other end of the socket.</param>
/// <param name="Forwarded">What the framework's forwarded headers, which believe known proxies alone, have put in its place; null where nothing was.</param>
internal readonly record struct ClientAddresses(IPAddress? Socket, IPAddress? Forwarded)
{
    /// <summary>The addresses, IPv4 as IPv4.</summary>
    public static ClientAddresses Of(HttpContext context)
    {
        var (socket, forwarded) = AsTheyAre(context, context.Features.Get<IHttpConnectionFeature>());
        return new(Plain(socket), Plain(forwarded));
    }

    /// <summary>The addresses as the server has them, IPv4 perhaps mapped into IPv6: nothing is made of them.</summary>
    public static ClientAddresses AsTheyAre(HttpContext context, IHttpConnectionFeature? http)
    {
        var shown = http?.RemoteIpAddress;
        if (context.Features[typeof(IConnectionSocketFeature)] is not IConnectionSocketFeature connection)
        {
            return new(shown, null);
        }

        var peer = PeerAddress.AsItIs(connection.Socket);
        return new(peer, IsSame(shown, peer) ? null : shown);
    }

    // The server's own is the very same object, unless somebody has put another in its place.
    private static bool IsSame(IPAddress? shown, IPAddress? peer) => shown is null || shown.Equals(peer) || Plain(shown)!.Equals(Plain(peer));

    // One client has one address on record, whether or not the socket takes IPv6 as well.
    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
