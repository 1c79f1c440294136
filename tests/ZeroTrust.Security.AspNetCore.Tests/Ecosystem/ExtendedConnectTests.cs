using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Ecosystem;

/// <summary>WebSockets over HTTP/2 (RFC 8441), which arrive as an extended CONNECT and not as a GET.</summary>
public sealed class ExtendedConnectTests
{
    [Fact]
    public async Task ExtendedConnect_TakesATokenFromTheQueryOnAnOptedInPathAlone()
    {
        await using var site = await RealSite.StartAsync(Map, protocols: HttpProtocols.Http2);
        var good = site.Issuer.User("alice").Token("chat:join").Build();
        var poor = site.Issuer.User("bob").Token().Build();

        Assert.Equal("CONNECT HTTP/2 alice", await ConnectAsync(site, $"/hubs/chat?access_token={good}"));
        Assert.Equal("refused 403", await ConnectAsync(site, $"/hubs/chat?access_token={poor}"));
        Assert.Equal("refused 401", await ConnectAsync(site, $"/hubs/chat?access_token={good}x"));
        Assert.Equal("refused 400", await ConnectAsync(site, $"/hubs/chat?access_token={good}&access_token={good}"));
        Assert.Equal("refused 401", await ConnectAsync(site, "/hubs/chat"));
        Assert.Equal("refused 401", await ConnectAsync(site, $"/elsewhere/chat?access_token={good}"));
        Assert.Equal("CONNECT HTTP/2 alice", await ConnectAsync(site, "/elsewhere/chat", good));
        Assert.DoesNotContain(good, site.Logs.All, StringComparison.Ordinal);
    }

    private static void Map(WebApplication app)
    {
        app.UseWebSockets();
        foreach (var path in new[] { "/hubs/chat", "/elsewhere/chat" })
        {
            app.Map(path, GreetAsync).RequirePermission("chat:join");
        }
    }

    private static async Task GreetAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var greeting = $"{http.Request.Method} {http.Request.Protocol} {http.GetCaller().User!.Subject}";
        await socket.SendAsync(Encoding.UTF8.GetBytes(greeting), WebSocketMessageType.Text, true, http.RequestAborted);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
    }

    private static async Task<string> ConnectAsync(RealSite site, string path, string? headerToken = null)
    {
        using var client = new HttpClient();
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.CollectHttpResponseDetails = true;
        if (headerToken is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {headerToken}");
        }

        try
        {
            await socket.ConnectAsync(new Uri($"ws://{site.Client.BaseAddress!.Authority}{path}"), client, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            return $"refused {(int)socket.HttpStatusCode}";
        }

        var buffer = new byte[256];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
