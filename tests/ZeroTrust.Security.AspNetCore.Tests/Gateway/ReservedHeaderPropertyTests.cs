using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZeroTrust.Security.AspNetCore.HeaderHygiene;

namespace ZeroTrust.Security.AspNetCore.Tests.Gateway;

/// <summary>No value that a client sends in a reserved header, in any spelling, on any path, reaches an endpoint or whatever stands before one.</summary>
public sealed class ReservedHeaderPropertyTests
{
    private const int Requests = 1500;
    private const string Forged = "forged-identity";

    // Named here as well as in the list itself: a list that lost one would agree with itself.
    private static readonly string[] Names =
        ["X-User-ID", "X-User-Role", "X-Forwarded-Client-Cert", "X-Shop-Customer", "X-Desk-*", .. CustomaryHeaders.All];

    private static readonly string[] Paths =
        ["/open/orders", "/open/orders/7?x=1", "/orders", "/healthz", "/missing", "/missing/page.html", "/", "/branch", "/open/socket", "/open//orders/%2e%2e/x"];

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task ReservedHeader_InAnySpellingOnAnyPath_ReachesNobody(HttpProtocols protocols)
    {
        var random = new Random(20261122);
        await using var site = await StartAsync(protocols);
        using var client = new HttpClient { BaseAddress = site.Address };
        var version = protocols == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        var token = site.Token();
        for (var i = 0; i < Requests; i++)
        {
            site.Seen.Clear();
            using var request = new HttpRequestMessage { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            request.RequestUri = new(Pick(random, Paths), UriKind.Relative);
            (request.Method, var shape) = ShapeOf(random, request);
            if (random.Next(2) == 0)
            {
                request.Headers.Authorization = new("Bearer", token);
            }

            var sent = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Spell(random, Pick(random, Names))).ToList();
            sent.ForEach(name => Assert.True(request.Headers.TryAddWithoutValidation(name, Forged), name));
            using var answer = await client.SendAsync(request);

            Assert.True(site.Seen.Count > 0, "The first of the pipeline sees every request.");
            AssertClean(site, $"{i}: {shape} {request.RequestUri} {string.Join(' ', sent)}");
        }
    }

    [Fact]
    public async Task ReservedHeader_OfAWebSocket_ReachesNobody()
    {
        var random = new Random(20261123);
        await using var site = await StartAsync(HttpProtocols.Http1);
        for (var i = 0; i < 60; i++)
        {
            site.Seen.Clear();
            using var socket = new ClientWebSocket();
            var name = Spell(random, Names[i % Names.Length]);
            socket.Options.SetRequestHeader(name, Forged);
            await socket.ConnectAsync(new Uri($"ws://{site.Address.Authority}/open/socket"), CancellationToken.None);
            var buffer = new byte[16];
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None);

            Assert.Equal("upgraded", Encoding.ASCII.GetString(buffer, 0, received.Count));
            AssertClean(site, name);
        }
    }

    private static void AssertClean(GatewaySite site, string what) => Assert.False(
        site.Seen.All.Any(static request => request.Any(static header => header.Value.ToString().Contains(Forged, StringComparison.Ordinal))), what);

    private static (HttpMethod Method, string Shape) ShapeOf(Random random, HttpRequestMessage request)
    {
        switch (random.Next(3))
        {
            case 0:
                request.Headers.Add("Origin", "https://shop.example");
                request.Headers.Add("Access-Control-Request-Method", "PUT");
                return (HttpMethod.Options, "preflight");
            case 1:
                return (Pick(random, [HttpMethod.Post, HttpMethod.Put, HttpMethod.Head, HttpMethod.Delete, HttpMethod.Patch]), "verb");
            default:
                return (HttpMethod.Get, "get");
        }
    }

    // Each letter in either case, each dash as a dash or another character that some server takes for one; a beginning goes on somehow.
    private static string Spell(Random random, string name)
    {
        var whole = name.EndsWith('*') ? string.Create(CultureInfo.InvariantCulture, $"{name[..^1]}X{random.Next(100)}-id") : name;
        return string.Concat(whole.Select(c => c == '-' ? "-_.~!+|"[random.Next(7)] : random.Next(2) == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)));
    }

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];

    private static Task<GatewaySite> StartAsync(HttpProtocols protocols) => GatewaySite.StartAsync(
        static (app, seen) =>
        {
            app.Use((context, next) =>
            {
                seen.Note(context);
                return next(context);
            });
            app.UseStatusCodePagesWithReExecute("/open/error");
            app.UseWebSockets();
            app.UseCors(static cors => cors.WithOrigins("https://shop.example").AllowAnyMethod());
            app.Map("/branch", branch => branch.Run(context => context.Response.WriteAsync(seen.Note(context))));
            app.UseZeroTrustGateway();
            app.UseZeroTrust();
            app.MapHealthChecks("/healthz").AllowAnonymousBecause("a probe");
            app.Map("/open/socket", (HttpContext http) => ServeAsync(http, seen)).AllowAnonymousBecause("a test");
            app.Map("/open/{**rest}", (HttpContext http) => seen.Note(http)).AllowAnonymousBecause("a test");
            app.Map("/orders/{**rest}", (HttpContext http) => seen.Note(http)).RequireUser();
        },
        new Dictionary<string, string?> { ["Gateway:RemoveHeaders"] = "X-Shop-Customer X-Desk-*" },
        builder =>
        {
            builder.Services.AddCors();
            builder.Services.AddHealthChecks().AddCheck("always", static () => HealthCheckResult.Healthy());
        },
        protocols);

    private static async Task ServeAsync(HttpContext context, SeenRequests seen)
    {
        seen.Note(context);
        if (context.WebSockets.IsWebSocketRequest)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.SendAsync("upgraded"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
    }
}
