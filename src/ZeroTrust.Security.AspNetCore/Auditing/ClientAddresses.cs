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
    public static ClientAddresses Of(HttpContext context)
    {
        var shown = Plain(((IHttpConnectionFeature?)context.Features[typeof(IHttpConnectionFeature)])?.RemoteIpAddress);
        if (context.Features[typeof(IConnectionSocketFeature)] is not IConnectionSocketFeature connection)
        {
            return new(shown, null);
        }

        var peer = PeerAddress.Of(connection.Socket).Address;
        return new(peer, shown is null || shown.Equals(peer) ? null : shown);
    }

    // One client has one address on record, whether or not the socket takes IPv6 as well.
    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
