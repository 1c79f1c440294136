using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.AspNetCore.Tests.Auditing;

public sealed class ClientAddressesTests
{
    [Fact]
    public async Task Of_IPv4OnASocketThatTakesBoth_IsTheIPv4AddressOnce()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        await socket.ConnectAsync(IPAddress.Loopback.MapToIPv6(), ((IPEndPoint)listener.LocalEndpoint).Port);
        var context = new DefaultHttpContext();
        context.Features.Set<IConnectionSocketFeature>(new SocketFeature(socket));
        context.Connection.RemoteIpAddress = IPAddress.Loopback.MapToIPv6();

        Assert.Equal(new ClientAddresses(IPAddress.Loopback, null), ClientAddresses.Of(context));
    }

    private sealed class SocketFeature(Socket socket) : IConnectionSocketFeature
    {
        public Socket Socket => socket;
    }
}
