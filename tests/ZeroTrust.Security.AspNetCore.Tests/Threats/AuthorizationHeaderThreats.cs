using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>Group F: where a credential may stand, and how it is written.</summary>
public sealed class AuthorizationHeaderThreats
{
    [Fact]
    public async Task F1_TokenOutsideTheHeader_IsIgnored()
    {
        await using var site = await StartAsync();
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        foreach (var method in new[] { "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS" })
        {
            var response = await site.SendAsync(new HttpMethod(method), $"/orders?access_token={good}");
            Assert.True((int)response.StatusCode == 401, $"{method} with a token in the query: {response.StatusCode}");
        }

        using var form = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = new FormUrlEncodedContent([new("access_token", good)]) };
        Assert.Equal(401, (int)(await site.Client().SendAsync(form)).StatusCode);
        using var cookie = new HttpRequestMessage(HttpMethod.Get, "/orders");
        cookie.Headers.Add("Cookie", $"access_token={good}");
        Assert.Equal(401, (int)(await site.Client().SendAsync(cookie)).StatusCode);
        Assert.Equal(401, (int)(await site.GetAsync($"/orders/{good}")).StatusCode);
        Assert.Equal(0, site.Tokens.Calls);
    }

    [Fact]
    public async Task F1_TokenInQueryOnAnOptedInPath_CountsForStreamsAlone()
    {
        await using var site = await Site.StartAsync(
            static app => app.Map("/{**path}", static () => "ran").RequirePermission("orders:read"),
            static builder => builder.Services.AddZeroTrustCore().AllowTokenInQuery("/hubs"));
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        (string Path, string Header, string Value, int Expected)[] rows =
        [
            ("/hubs/chat", "Upgrade", "websocket", 200), ("/hubs", "Upgrade", "WebSocket", 200), ("/hubs/chat", "Accept", "text/event-stream", 200),
            ("/hubs/chat", "Accept", "text/html, text/event-stream;q=0.5", 200), ("/HUBS/chat", "Upgrade", "websocket", 200),
            ("/hubs/chat", "Accept", "text/html", 401), ("/hubs/chat", "Upgrade", "h2c", 401), ("/hubs/chat", "X-None", "1", 401),
            ("/hubs2/chat", "Upgrade", "websocket", 401), ("/hubsx", "Accept", "text/event-stream", 401), ("/orders", "Upgrade", "websocket", 401),
        ];
        foreach (var (path, header, value, expected) in rows)
        {
            var context = await site.Server.SendAsync(http =>
            {
                (http.Request.Method, http.Request.Path, http.Request.QueryString) = ("GET", path, new($"?access_token={good}"));
                http.Request.Headers[header] = value;
            });
            Assert.True(expected == context.Response.StatusCode, $"{path} {header}: {value} gave {context.Response.StatusCode}");
        }

        async Task<int> Send(string method, string query, string? authorization) => (await site.Server.SendAsync(http =>
        {
            (http.Request.Method, http.Request.Path, http.Request.QueryString) = (method, "/hubs/chat", new(query));
            http.Request.Headers.Upgrade = "websocket";
            if (authorization is not null)
            {
                http.Request.Headers.Authorization = authorization;
            }
        })).Response.StatusCode;

        Assert.Equal(400, await Send("GET", "?access_token=good", "Bearer good"));
        Assert.Equal(400, await Send("GET", "?access_token=good", "Basic eA=="));
        Assert.Equal(400, await Send("GET", "?access_token=good&access_token=good", null));
        Assert.Equal(400, await Send("GET", "?access_token=", null));
        Assert.Equal(401, await Send("POST", "?access_token=good", null));
        Assert.Equal(401, await Send("CONNECT", "?access_token=good", null));
        Assert.Equal(200, await Send("GET", "", "Bearer good"));
    }

    [Fact]
    public async Task F1_TokenInQuery_IsInNoLog()
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.UseZeroTrust();
                app.MapGet("/hubs/chat", static () => "ran").RequirePermission("orders:read");
            },
            static builder => builder.Services.AddZeroTrustCore().AllowTokenInQuery("/hubs"),
            kestrel: true);
        var good = site.Tokens.Add("canary-token-value", Callers.User("alice", "orders:read"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/hubs/chat?access_token={good}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var client = site.Client();

        Assert.Equal(200, (int)(await client.SendAsync(request)).StatusCode);
        Assert.DoesNotContain(good, site.Logs.All, StringComparison.Ordinal);
        Assert.Contains("Tokens in the query are read under /hubs", site.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F2_SeveralCredentials_Are400()
    {
        await using var site = await StartAsync();
        site.Tokens.Add("good", Callers.User("alice", "orders:read"));
        string[][] rows =
        [
            ["Bearer good", "Bearer bad"], ["Bearer bad", "Bearer good"], ["Bearer good", "Bearer good"], ["Basic eA==", "Bearer good"],
            ["Bearer good, Bearer bad"], ["Bearer bad, Bearer good"], ["Bearer good,Bearer good"], ["Bearer good, Basic eA=="],
            ["Basic eA==, Bearer good"], ["Basic eA==,\tbearer good"], ["Digest username=\"x\", Bearer good"], ["Bearer good,"], [",Bearer good"],
        ];
        foreach (var path in new[] { "/orders", "/open", "/nowhere" })
        {
            foreach (var row in rows)
            {
                var name = $"{path} {string.Join('|', row)}";
                Assert.Equal($"{name} 400 invalid_request", $"{name} {await SendAsync(site, path, row)}");
            }
        }

        Assert.Equal(0, site.Tokens.Calls);
    }

    [Fact]
    public async Task F3_HeaderOutsideTheGrammar_IsNeverAccepted()
    {
        await using var site = await StartAsync();
        site.Tokens.Add("good", Callers.User("alice", "orders:read"));
        site.Tokens.Add("good==", Callers.User("alice", "orders:read"));

        foreach (var header in new[] { "Bearer good", "bearer good", "BEARER good", "bEaReR good", "Bearer  good", "Bearer      good", "Bearer good==" })
        {
            Assert.Equal($"{header}: 200", $"{header}: {await SendAsync(site, "/orders", header)}");
        }

        foreach (var header in Malformed())
        {
            Assert.Equal($"{header}: 400 invalid_request", $"{header}: {await SendAsync(site, "/orders", header)}");
        }

        string[] others = ["Basic good", "Bearerx good", "Token good", "JWT good", "DPoP good", "Negotiate", "MAC good", "Bear good", "good", "BearerBearer good", "Basic"];
        foreach (var header in others)
        {
            Assert.Equal($"{header}: 401 credential_missing", $"{header}: {await SendAsync(site, "/orders", header)}");
            Assert.Equal($"{header}: 200", $"{header}: {await SendAsync(site, "/open", header)}");
        }
    }

    [Fact]
    public async Task F3_AnotherScheme_IsLeftToTheEndpointThatDeclaresIt()
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.MapGet("/basic", static (HttpContext http) => http.User.Identity!.Name)
                    .RequireAuthorization(static policy => policy.AddAuthenticationSchemes("Basic").RequireAuthenticatedUser());
                app.MapGet("/ours", static () => "ran").RequireAuthorization();
            },
            static builder => builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BasicStub>("Basic", null));

        Assert.Equal("200", await SendAsync(site, "/basic", "Basic eA=="));
        Assert.Equal("401 credential_missing", await SendAsync(site, "/ours", "Basic eA=="));
    }

    [Fact]
    public async Task F3_AnotherDefaultScheme_ServesAuthorizeAndNothingOfOurs()
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.MapGet("/authorize", static (HttpContext http) => http.User.Identity!.Name).RequireAuthorization();
                app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
                app.MapGet("/undeclared", static () => "ran");
            },
            static builder => builder.Services.AddAuthentication("Basic").AddScheme<AuthenticationSchemeOptions, BasicStub>("Basic", null));
        site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        Assert.Equal("200", await SendAsync(site, "/authorize", "Basic eA=="));
        Assert.Equal("200", await SendAsync(site, "/orders", "Bearer good"));
        Assert.Equal("401 credential_missing", await SendAsync(site, "/orders", "Basic eA=="));
        Assert.Equal("401 credential_missing", await SendAsync(site, "/undeclared", "Basic eA=="));
    }

    [Fact]
    public async Task F16_PresentedTokenThatFails_IsRefusedOnAnonymousEndpointsToo()
    {
        await using var site = await StartAsync();
        var unknown = site.Tokens.Refuse("unknown", TokenFailure.IssuerUnknown);
        var keyless = site.Tokens.Refuse("keyless", TokenFailure.KeysUnavailable);

        Assert.Equal("200", await site.GetAsync("/open").ShortAsync());
        Assert.Equal("401 invalid_token", await site.GetAsync("/open", unknown).ShortAsync());
        Assert.Equal("401 invalid_token", await site.GetAsync("/open", "garbage").ShortAsync());
        Assert.Equal("503 keys_unavailable", await site.GetAsync("/open", keyless).ShortAsync());
        Assert.Equal("400 invalid_request", await SendAsync(site, "/open", "Bearer"));
    }

    private static IEnumerable<string> Malformed()
    {
        string[] forms =
        [
            "", " ", " Bearer good", "Bearer", "Bearer ", "Bearer=good", "Bearer:good", "Bearer\tgood", "Bearer \tgood", "Bearer\u00A0good", "Bearer good ",
            "Bearer good\t", "Bearer good good", "Bearer Bearer good", "Bearer =good", "Bearer go=od", "Bearer \"good\"", "\"Bearer\" good",
        ];
        foreach (var form in forms)
        {
            yield return form;
        }

        // Every character outside the token's alphabet, in front, within and behind.
        for (var character = '\u0021'; character < '\u0180'; character++)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '.' or '_' or '~' or '+' or '/' or '=' or ','))
            {
                yield return $"Bearer {character}good";
                yield return $"Bearer go{character}od";
                yield return $"Bearer good{character}";
            }
        }
    }

    private static Task<Site> StartAsync() => Site.StartAsync(static app =>
    {
        app.Map("/orders", static () => "ran").RequirePermission("orders:read");
        app.MapGet("/open", static () => "ran").AllowAnonymousBecause("a test");
    });

    private static async Task<string> SendAsync(Site site, string path, params string[] authorization)
    {
        var context = await site.Server.SendAsync(http =>
        {
            (http.Request.Method, http.Request.Path) = ("GET", path);
            http.Request.Headers.Authorization = authorization;
        });
        using var reader = new StreamReader(context.Response.Body);
        var body = await reader.ReadToEndAsync();
        var code = body.StartsWith('{') ? JsonDocument.Parse(body).RootElement.GetProperty("code").GetString() : "";
        return $"{context.Response.StatusCode} {code}".TrimEnd();
    }
}
