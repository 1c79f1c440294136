using System.Net;
using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Rechecks;
using ZeroTrust.Security.AspNetCore.Tests.Ecosystem;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>Requests that stay open end with what let them in, on a real server.</summary>
public sealed class OpenRequestThreats
{
    private const string Events = "text/event-stream";

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly StubDemands _demands = new();

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task F12_WebSocket_GoesOnToTheEndOfItsTokenAndNoFurther(HttpProtocols protocol)
    {
        await using var site = await StartAsync(protocol);
        using var socket = await OpenSocketAsync(site, "/socket", protocol);

        _clock.Advance(Lifetime + Skew - Tick);
        Assert.Equal("again", await EchoAsync(socket, "again"));

        _clock.Advance(Tick);
        AssertEnded(site, "/socket", "Expired");
        await AssertClosedAsync(socket);
        await AssertNoneOpenAsync(site);
    }

    [Theory]
    [InlineData("/events/result", null)]
    [InlineData("/events/asked", Events)]
    [InlineData("/events/produced", null)]
    [InlineData("/events/declared", null)]
    [InlineData("/events/items", null)]
    [InlineData("/grpc", "application/grpc")]
    public async Task F12_Stream_GoesOnToTheEndOfItsTokenAndNoFurther(string path, string? media)
    {
        await using var site = await StartAsync();
        using var response = await OpenStreamAsync(site, path, media, site.Issuer.User("alice").Token("chat:join").Build());
        await using var stream = await response.Content.ReadAsStreamAsync();
        Assert.True(await stream.ReadAsync(new byte[64]) > 0);

        _clock.Advance(Lifetime + Skew - Tick);
        Assert.Equal(1, Open(site));

        _clock.Advance(Tick);
        AssertEnded(site, path, "Expired");
        await AssertClosedAsync(stream);
        await AssertNoneOpenAsync(site);
    }

    [Fact]
    public async Task F12_Hub_EndsWithItsToken()
    {
        await using var site = await StartAsync();
        using var socket = await OpenSocketAsync(site, "/hubs/chat", HttpProtocols.Http1);
        await SendAsync(socket, """{"protocol":"json","version":1}""" + '\u001e');
        Assert.Equal("{}\u001e", await ReceiveAsync(socket));

        _clock.Advance(Lifetime + Skew);

        AssertEnded(site, "/hubs/chat", "Expired");
        await AssertClosedAsync(socket);
    }

    [Fact]
    public async Task F12_RevokedUser_IsCutOffWithinARound()
    {
        await using var site = await StartAsync();
        using var socket = await OpenSocketAsync(site, "/socket", HttpProtocols.Http1);
        using var other = await OpenSocketAsync(site, "/socket", HttpProtocols.Http1, "bob");

        await site.Services.GetRequiredService<IRevocationService>().RevokeAsync(Revocation.OfSubject("corporate", "alice", issuedBefore: null));
        _clock.Advance(Round);

        AssertEnded(site, "/socket", "Revoked");
        await AssertClosedAsync(socket);
        Assert.Equal("good", await EchoAsync(other, "good"));
    }

    [Fact]
    public async Task F12_UserWhoMustSignInAgain_IsCutOffWithinARound()
    {
        await using var site = await StartAsync();
        using var socket = await OpenSocketAsync(site, "/socket", HttpProtocols.Http1);
        using var other = await OpenSocketAsync(site, "/socket", HttpProtocols.Http1, "bob");

        _demands.Set("alice", _clock.GetUtcNow());
        _clock.Advance(Round);

        AssertEnded(site, "/socket", "sign_in_too_old");
        await AssertClosedAsync(socket);
        Assert.Equal("good", await EchoAsync(other, "good"));
    }

    [Fact]
    public async Task F12_TokenOnAnOpenEndpoint_EndsTheRequestToo()
    {
        await using var site = await StartAsync();
        using var known = await OpenSocketAsync(site, "/anybody", HttpProtocols.Http1);
        using var unknown = await OpenSocketAsync(site, "/anybody", HttpProtocols.Http1, user: null);

        _clock.Advance(Lifetime + Skew);

        AssertEnded(site, "/anybody", "Expired");
        await AssertClosedAsync(known);
        Assert.Equal("nobody", await EchoAsync(unknown, "nobody"));
    }

    [Fact]
    public async Task OrdinaryRequest_MayOutliveItsToken_AndNoTimerRuns()
    {
        await using var site = await StartAsync();
        var sending = site.Client.SendAsync(Request(site, "/slow", "alice"), HttpCompletionOption.ResponseHeadersRead);
        using var response = await sending;

        Assert.Equal(0, Open(site));
        _clock.Advance(Lifetime + Skew + Round);
        site.Services.GetRequiredService<Gate>().Opened.SetResult();

        Assert.Equal("begin end", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task RequestThatEnds_IsForgotten_AndALaterOneOfTheConnectionIsNotCut()
    {
        await using var site = await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            using var request = Request(site, "/short", "alice");
            request.Headers.Accept.ParseAdd(Events);
            Assert.Equal("200", await site.Client.SendAsync(request).ShortAsync());
        }

        Assert.Equal(0, Open(site));
        _clock.Advance(Lifetime + Skew);
        Assert.All(site.Trail.Events, static e => Assert.Equal("access", e.Type));
    }

    private static int Open(RealSite site) => site.Services.GetRequiredService<OpenRequests>().Count;

    private static HttpRequestMessage Request(RealSite site, string path, string user)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", site.Issuer.User(user).Token("chat:join").Build());
        return request;
    }

    private static async Task<HttpResponseMessage> OpenStreamAsync(RealSite site, string path, string? media, string token)
    {
        var isGrpc = media?.Contains("grpc", StringComparison.Ordinal) == true;
        using var request = new HttpRequestMessage(isGrpc ? HttpMethod.Post : HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        if (isGrpc)
        {
            request.Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new(media!) } };
        }
        else if (media is not null)
        {
            request.Headers.Accept.ParseAdd(media);
        }

        var response = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Is(HttpStatusCode.OK);
        return response;
    }

    private static async Task<ClientWebSocket> OpenSocketAsync(RealSite site, string path, HttpProtocols protocol, string? user = "alice")
    {
        var socket = new ClientWebSocket();
        if (user is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {site.Issuer.User(user).Token("chat:join").Build()}");
        }

        if (protocol == HttpProtocols.Http2)
        {
            (socket.Options.HttpVersion, socket.Options.HttpVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        }

        using var client = new HttpMessageInvoker(new SocketsHttpHandler(), disposeHandler: false);
        await socket.ConnectAsync(new Uri($"ws://{site.Client.BaseAddress!.Authority}{path}"), client, CancellationToken.None);
        return socket;
    }

    private static async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        await SendAsync(socket, text);
        var answer = await ReceiveAsync(socket);
        return answer.Length > 0 ? answer : throw new WebSocketException("The socket is closed.");
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[256];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    // On record before anything is cut, so that nobody waits here for what does not come.
    private static void AssertEnded(RealSite site, string resource, string reason)
    {
        var ended = Assert.Single(site.Trail.Events, static e => e.Type == "access.ended");
        Assert.Equal((resource, reason, AuditOutcome.Denied, "alice"), (ended.Resource, ended.Reason, ended.Outcome, ended.Caller.User?.Subject));
        Assert.NotNull(ended.RequestId);
    }

    private static async Task AssertNoneOpenAsync(RealSite site)
    {
        await site.Services.GetRequiredService<Gate>().Ended.Task;
        Assert.Equal(0, Open(site));
    }

    private static async Task AssertClosedAsync(ClientWebSocket socket) =>
        await Assert.ThrowsAnyAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[64], CancellationToken.None));

    private static async Task AssertClosedAsync(Stream stream) => await Assert.ThrowsAnyAsync<IOException>(async () =>
    {
        while (await stream.ReadAsync(new byte[64]) > 0)
        {
            // What was under way when the request was cut.
        }
    });

    private static void Map(WebApplication app)
    {
        app.UseWebSockets();
        app.Map("/socket", AnswerAsync).RequirePermission("chat:join");
        app.Map("/anybody", AnswerAsync).AllowAnonymousBecause("a test");
        app.MapHub<ChatHub>("/hubs/chat");
        app.MapGet("/events/result", static (Gate gate, CancellationToken end) => TypedResults.ServerSentEvents(ItemsAsync(gate, end))).RequirePermission("chat:join");
        app.MapGet("/events/items", static (Gate gate, CancellationToken end) => ItemsAsync(gate, end)).RequirePermission("chat:join");
        app.MapGet("/events/asked", WriteAsync).RequirePermission("chat:join");
        app.MapGet("/events/produced", WriteAsync).RequirePermission("chat:join").WithMetadata(new ProducesResponseTypeMetadata(200, typeof(void), [Events]));
        app.MapGet("/events/declared", WriteAsync).RequirePermission("chat:join").RecheckWhileOpen();
        app.MapPost("/grpc", WriteAsync).RequirePermission("chat:join");
        app.MapGet("/short", static () => "").RequirePermission("chat:join");
        app.MapGet("/slow", static async (HttpContext http, Gate gate) =>
        {
            await http.Response.WriteAsync("begin ");
            await gate.Opened.Task;
            await http.Response.WriteAsync("end");
        }).RequirePermission("chat:join");
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        var gate = http.RequestServices.GetRequiredService<Gate>();
        try
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[256];
            while (!http.RequestAborted.IsCancellationRequested)
            {
                var received = await socket.ReceiveAsync(buffer, http.RequestAborted);
                await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, true, http.RequestAborted);
            }
        }
        finally
        {
            gate.End(http);
        }
    }

    private static async Task WriteAsync(HttpContext http)
    {
        var gate = http.RequestServices.GetRequiredService<Gate>();
        http.Response.ContentType = http.Request.ContentType ?? Events;
        try
        {
            await http.Response.WriteAsync("data: 1\n\n", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
        }
        finally
        {
            gate.End(http);
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> ItemsAsync(Gate gate, [EnumeratorCancellation] CancellationToken end)
    {
        try
        {
            yield return new("1");
            await Task.Delay(Timeout.InfiniteTimeSpan, end);
        }
        finally
        {
            gate.Ended.TrySetResult();
        }
    }

    private async Task<RealSite> StartAsync(HttpProtocols protocol = HttpProtocols.Http1)
    {
        var issuer = await FakeTokenIssuer.StartAsync(new() { Clock = _clock, TokenLifetime = Lifetime });
        return await RealSite.StartAsync(
            Map,
            services =>
            {
                services.AddSingleton<TimeProvider>(_clock).AddSingleton<IStepUpDemands>(_demands).AddSingleton<Gate>();
                services.AddSignalR();
            },
            issuer,
            protocol);
    }

    /// <summary>What the handlers wait for, and what is waited for of them.</summary>
    private sealed class Gate
    {
        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End(HttpContext http) => http.Response.OnCompleted(() =>
        {
            Ended.TrySetResult();
            return Task.CompletedTask;
        });
    }
}
