using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>What an answer and a record give away.</summary>
public sealed class AnswerThreats
{
    [Fact]
    public async Task F14_AllTokenFailures_GiveTheSameBytes()
    {
        await using var site = await StartAsync(kestrel: true);
        using var client = site.Client();
        var answers = new Dictionary<string, List<TokenFailure>>(StringComparer.Ordinal);
        foreach (var failure in Enum.GetValues<TokenFailure>().Where(static f => f is not (TokenFailure.None or TokenFailure.KeysUnavailable or TokenFailure.RevocationsUnavailable)))
        {
            var token = site.Tokens.Refuse($"t{(int)failure}", failure, new("corporate", "https://evil.example\r\nX-Injected: 1", "kid\r\nSet-Cookie: a=b"));
            foreach (var path in new[] { "/orders", "/open", "/undeclared", "/nowhere", "/authorize" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Authorization = new("Bearer", token);
                var text = await RawAsync(await client.SendAsync(request));
                answers.TryAdd(text, []);
                answers[text].Add(failure);
            }
        }

        var only = Assert.Single(answers).Key;
        Assert.StartsWith("401", only, StringComparison.Ordinal);
        Assert.Contains("WWW-Authenticate: Bearer realm=\"api\", error=\"invalid_token\"", only, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", only, StringComparison.Ordinal);
        Assert.DoesNotContain("reason", only, StringComparison.Ordinal);
        Assert.DoesNotContain("Injected", only, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F14_Challenge_CarriesOnlyWhatTheEndpointDeclares()
    {
        await using var site = await StartAsync(kestrel: false);
        var holder = new Caller { User = new("corporate", "alice"), Permissions = new(["secret:grant"], [], ["secret-scope"], ["secret-role"]) };
        var token = site.Tokens.Add("token", holder);

        var response = await site.GetAsync("/orders", token);

        response.Is(HttpStatusCode.Forbidden);
        Assert.Equal("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"orders:read orders.all\"", response.Headers.WwwAuthenticate.ToString());
        Assert.DoesNotContain("secret", await RawAsync(response), StringComparison.Ordinal);
        Assert.Empty((await site.GetAsync("/undeclared", token)).Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task K1_Token_IsInNoLogAtAnyLevel()
    {
        await using var site = await StartAsync(kestrel: true);
        using var client = site.Client();
        const string Canary = "eyJhbGciOiJFUzI1NiJ9.canary-token-canary.c2lnbmF0dXJl";
        site.Tokens.Add(Canary, Callers.User("alice", "orders:read"));
        foreach (var (path, token) in new[] { ("/orders", Canary), ("/orders", Canary + "x"), ("/authorize", Canary), ("/undeclared", Canary), ("/nowhere", Canary) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new("Bearer", token);
            await client.SendAsync(request);
        }

        Assert.DoesNotContain("canary-token", site.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A24_RefusedToken_LeavesNoIdentityAndTheEventSaysUnverified()
    {
        (Caller Caller, bool Authenticated)? seen = null;
        await using var site = await Site.StartAsync(
            app =>
            {
                app.Use(async (http, next) =>
                {
                    await next(http);
                    seen = (http.GetCaller(), http.User.Identity?.IsAuthenticated ?? false);
                });
                app.UseZeroTrust();
                app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
            },
            null,
            kestrel: false);
        var claimed = new UnverifiedToken("corporate", "https://id.example", "key-1");
        var expired = site.Tokens.Refuse("expired-and-flipped", TokenFailure.SignatureInvalid, claimed);

        Assert.Equal("401 invalid_token", await site.GetAsync("/orders", expired).ShortAsync());

        Assert.Equal((Caller.Anonymous, false), seen);
        var recorded = Assert.Single(site.Trail.Events);
        Assert.Same(Caller.Anonymous, recorded.Caller);
        Assert.Same(claimed, recorded.Unverified);
        Assert.Equal(("invalid_token", "SignatureInvalid", AuditOutcome.Denied), (recorded.Code, recorded.Reason, recorded.Outcome));
    }

    [Theory]
    [InlineData(TokenFailure.KeysUnavailable, "keys_unavailable")]
    [InlineData(TokenFailure.RevocationsUnavailable, "state_unavailable")]
    public async Task WhatCannotBeHad_Is503WithRetryAfterAndNoChallenge(TokenFailure failure, string code)
    {
        await using var site = await StartAsync(kestrel: false);
        var token = site.Tokens.Refuse("unsure", failure);

        var response = await site.GetAsync("/orders", token);

        response.Is(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(code, await response.CodeAsync());
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Empty(response.Headers.WwwAuthenticate);
        Assert.Equal(AuditOutcome.Failed, Assert.Single(site.Trail.Events).Outcome);
    }

    [Fact]
    public async Task Grpc_GetsStatusAndHeadersAndNoBody()
    {
        await using var site = await StartAsync(kestrel: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentType = new("application/grpc");

        var response = await site.Client().SendAsync(request);

        response.Is(HttpStatusCode.Unauthorized);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("Bearer realm=\"api\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Head_GetsNoBody()
    {
        await using var site = await StartAsync(kestrel: true);
        using var client = site.Client();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/orders");

        var response = await client.SendAsync(request);

        response.Is(HttpStatusCode.Unauthorized);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Reason_IsInTheBodyInDevelopmentAlone()
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.UseZeroTrust();
                app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
            },
            null,
            kestrel: false,
            environment: "Development");
        var token = site.Tokens.Refuse("expired", TokenFailure.Expired);

        var body = await (await site.GetAsync("/orders", token)).Content.ReadAsStringAsync();
        Assert.Contains("\"reason\":\"Expired\"", body, StringComparison.Ordinal);
    }

    private static Task<Site> StartAsync(bool kestrel) => Site.StartAsync(
        static app =>
        {
            app.UseZeroTrust();
            app.Map("/orders", static () => "ran").RequirePermission("orders:read").RequireScope("orders.all");
            app.MapGet("/open", static () => "ran").AllowAnonymousBecause("a test");
            app.MapGet("/undeclared", static () => "ran");
            app.MapGet("/authorize", static () => "ran").RequireAuthorization();
        },
        null,
        kestrel);

    private static async Task<string> RawAsync(HttpResponseMessage response)
    {
        var text = new StringBuilder().Append((int)response.StatusCode).Append('\n');
        var headers = response.Headers.Concat(response.Content.Headers).Where(static header => header.Key is not ("Date" or "Server"));
        foreach (var (name, values) in headers.OrderBy(static header => header.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(": ").AppendJoin('|', values).Append('\n');
        }

        return text.Append(await response.Content.ReadAsStringAsync()).ToString();
    }
}
