using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Ecosystem;

/// <summary>The framework as people use it, through the whole pipeline with real tokens.</summary>
public sealed class EcosystemTests
{
    private const char RecordEnd = '\u001e';

    [Fact]
    public async Task MinimalApi_ControllerAndPolicies_AreDecidedByRealTokens()
    {
        await using var site = await RealSite.StartAsync(
            static app =>
            {
                app.MapGet("/orders/{id}", static (string id, HttpContext http) => $"{id} {http.GetCaller().User!.Subject}").RequirePermission("orders:read");
                app.MapGet("/authorize", [Authorize] (ClaimsPrincipal user) => user.Identity!.Name);
                app.MapGet("/policy", static () => "ran").RequireAuthorization("europe");
                app.MapGet("/agents", static () => "ran").RequirePermission("refunds:write").RequireRole("support_agent");
                app.MapControllers();
            },
            static services =>
            {
                services.AddControllers().AddApplicationPart(typeof(OrdersController).Assembly);
                services.AddAuthorizationBuilder().AddPolicy("europe", static policy => policy.RequireClaim("region", "eu"));
            });
        var reader = site.Issuer.User("alice").Token("orders:read").Claim("region", "eu");
        var agent = site.Issuer.User("agent").WithRoles("support_agent").Token("orders:read");

        (string Path, FakeTokenBuilder? Token, string Expected)[] rows =
        [
            ("/orders/7", null, "401 credential_missing"), ("/orders/7", reader, "200"), ("/orders/7", site.Issuer.User("bob").Token(), "403 insufficient_scope"),
            ("/orders/7", site.Issuer.User("alice").Token("orders:read").Expired(), "401 invalid_token"),
            ("/orders/7", site.Issuer.User("alice").Token("orders:read").WithAudience("other"), "401 invalid_token"),
            ("/authorize", null, "401 credential_missing"), ("/authorize", reader, "200"),
            ("/policy", reader, "200"), ("/policy", agent, "403 access_denied"),
            ("/agents", agent, "200"), ("/agents", reader, "403 insufficient_scope"),
            ("/mvc/orders", null, "401 credential_missing"), ("/mvc/orders", reader, "200"), ("/mvc/orders", site.Issuer.User("bob").Token(), "403 insufficient_scope"),
            ("/mvc/orders/of/alice", reader, "200"), ("/mvc/orders/of/bob", reader, "403 access_denied"), ("/mvc/orders/of/bob", agent, "200"),
            ("/mvc/plain/authorize", null, "401 credential_missing"), ("/mvc/plain/authorize", reader, "403 access_denied"), ("/mvc/plain/authorize", agent, "200"),
            ("/mvc/plain/open", null, "200"), ("/mvc/plain/open", site.Issuer.User("alice").Token().BoundToKey(), "401 invalid_token"),
            ("/mvc/plain/undeclared", agent, "403 access_denied"), ("/mvc/nothing", agent, "404"),
        ];
        foreach (var (path, token, expected) in rows)
        {
            Assert.Equal($"{path}: {expected}", $"{path}: {await site.GetAsync(path, token).ShortAsync()}");
        }

        Assert.Equal(rows.Length, site.Trail.Events.Count);
    }

    [Fact]
    public async Task SignalR_TakesATokenFromTheQueryOnAnOptedInPathAlone()
    {
        await using var site = await RealSite.StartAsync(
            static app =>
            {
                app.MapHub<ChatHub>("/hubs/chat");
                app.MapHub<ChatHub>("/elsewhere/chat");
            },
            static services => services.AddSignalR());
        var token = site.Issuer.User("alice").Token("chat:join").Build();
        var poor = site.Issuer.User("bob").Token().Build();

        Assert.Contains("\"result\":\"alice alice\"", await InvokeAsync(site, $"/hubs/chat?access_token={token}"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<WebSocketException>(() => InvokeAsync(site, $"/hubs/chat?access_token={poor}"));
        await Assert.ThrowsAsync<WebSocketException>(() => InvokeAsync(site, "/hubs/chat"));
        await Assert.ThrowsAsync<WebSocketException>(() => InvokeAsync(site, $"/elsewhere/chat?access_token={token}"));

        Assert.Equal("401 credential_missing", await site.GetAsync($"/hubs/chat?access_token={token}").ShortAsync());
        Assert.DoesNotContain(token, site.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignalR_DeclarationOnAHubMethod_DoesNotStart()
    {
        var message = await Site.RefusalAsync(static app => app.MapHub<WrongHub>("/wrong"), static builder => builder.Services.AddSignalR());
        Assert.Contains("WrongHub.Delete", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task G1_BoundToken_IsRefusedByThePipeline()
    {
        await using var site = await RealSite.StartAsync(static app =>
        {
            app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
            app.MapGet("/open", static () => "ran").AllowAnonymousBecause("a test");
        });
        foreach (var path in new[] { "/orders", "/open" })
        {
            foreach (var cnf in new[] { """{"jkt":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}""", "{}" })
            {
                var bound = site.Issuer.User("alice").Token("orders:read").Claim("cnf", System.Text.Json.Nodes.JsonNode.Parse(cnf)).Build();
                foreach (var scheme in new[] { "Bearer", "bearer" })
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, path);
                    request.Headers.Authorization = new(scheme, bound);
                    Assert.Equal("401 invalid_token", await site.Client.SendAsync(request).ShortAsync());
                }

                using var dpop = new HttpRequestMessage(HttpMethod.Get, "/orders");
                dpop.Headers.Authorization = new("DPoP", bound);
                Assert.Equal("401 credential_missing", await site.Client.SendAsync(dpop).ShortAsync());
            }
        }
    }

    /// <summary>One call of the hub over SignalR's JSON protocol.</summary>
    private static async Task<string> InvokeAsync(RealSite site, string path)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(site.Client.BaseAddress!.ToString().Replace("http", "ws", StringComparison.Ordinal).TrimEnd('/') + path), CancellationToken.None);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await SendAsync(socket, """{"type":1,"invocationId":"1","target":"Who","arguments":[]}""");

        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (!received.ToString().Contains("\"invocationId\":\"1\"", StringComparison.Ordinal))
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            received.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }

        return received.ToString();
    }

    private static Task SendAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + RecordEnd), WebSocketMessageType.Text, true, CancellationToken.None);
}
