using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>Where a request came from. No header is read here: whom a forwarding header is believed from is decided by the middleware that reads it.</summary>
/// <param name="Socket">The other end of the socket.</param>
/// <param name="Forwarded">What the framework's forwarded headers, which believe known proxies alone, have put in its place; null where nothing was.</param>
internal readonly record struct ClientAddresses(IPAddress? Socket, IPAddress? Forwarded)
{
    public static ClientAddresses Of(HttpContext context)
    {
        var shown = ((IHttpConnectionFeature?)context.Features[typeof(IHttpConnectionFeature)])?.RemoteIpAddress;
        if (context.Features[typeof(IConnectionSocketFeature)] is not IConnectionSocketFeature connection)
        {
            return new(shown, null);
        }

        var peer = PeerOf(connection.Socket);
        return new(peer, shown is null || shown.Equals(peer) ? null : shown);
    }

    private static IPAddress? PeerOf(Socket socket)
    {
        try
        {
            // The socket keeps its end point once it was read.
            return (socket.RemoteEndPoint as IPEndPoint)?.Address;
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
