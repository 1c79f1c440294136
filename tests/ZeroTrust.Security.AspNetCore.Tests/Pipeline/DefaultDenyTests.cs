using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

public sealed class DefaultDenyTests
{
    [Fact]
    public async Task Request_ToEachKindOfEndpoint_IsAnsweredAsDeclared()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.MapGet("/undeclared", static () => "ran");
            app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
            app.MapGet("/open", static () => "ran").AllowAnonymousBecause("a test");
        });
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));
        var poor = site.Tokens.Add("poor", Callers.User("bob"));
        var bad = site.Tokens.Refuse("bad", TokenFailure.SignatureInvalid);

        (string Path, string? Token, string Expected)[] rows =
        [
            ("/orders", null, "401 credential_missing"), ("/orders", bad, "401 invalid_token"), ("/orders", poor, "403 insufficient_scope"), ("/orders", good, "200"),
            ("/undeclared", null, "401 credential_missing"), ("/undeclared", bad, "401 invalid_token"), ("/undeclared", good, "403 access_denied"),
            ("/open", null, "200"), ("/open", bad, "401 invalid_token"), ("/open", good, "200"),
            ("/nowhere", null, "401 credential_missing"), ("/nowhere", bad, "401 invalid_token"), ("/nowhere", good, "404"),
        ];
        foreach (var (path, token, expected) in rows)
        {
            Assert.Equal($"{path} {token}: {expected}", $"{path} {token}: {await site.GetAsync(path, token).ShortAsync()}");
        }

        Assert.Equal(rows.Length, site.Trail.Events.Count);
    }

    [Fact]
    public async Task Request_WithAMethodThatTheEndpointHasNot_Is401WithoutAndThe405OfRoutingWithAToken()
    {
        var runs = 0;
        await using var site = await Site.StartAsync(app => app.MapGet("/orders", () => ++runs).RequirePermission("orders:read"));
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        Assert.Equal("401 credential_missing", await site.SendAsync(HttpMethod.Post, "/orders").ShortAsync());
        Assert.Equal("405", await site.SendAsync(HttpMethod.Post, "/orders", good).ShortAsync());
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task Validation_ThatWaits_DecidesTheSame()
    {
        await using var site = await Site.StartAsync(static app =>
            app.MapGet("/orders", static (HttpContext http) => http.GetCaller().User!.Subject).RequirePermission("orders:read"));
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));
        var keys = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        site.Tokens.Wait = keys.Task;

        var pending = site.GetAsync("/orders", good);
        keys.SetResult();

        Assert.Equal("alice", await (await pending).Content.ReadAsStringAsync());
        Assert.Single(site.Trail.Events);
    }
}
