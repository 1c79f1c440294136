using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>What one request does to its user, no other request sees, though both carry the same verified token.</summary>
public sealed class PrincipalThreats
{
    [Theory]
    [InlineData("/rules")]
    [InlineData("/authorize")]
    [InlineData("/scheme")]
    [InlineData("/framework")]
    public async Task E10_HandlerThatChangesItsUser_ChangesNoOtherRequest(string path)
    {
        foreach (var change in new[] { "identity", "claim", "role", "remove", "set", "result" })
        {
            await using var site = await StartAsync(null);
            var good = AddToken(site);
            var clean = await ReadAsync(site, path, good, "nothing");

            Assert.NotEqual(clean, await ReadAsync(site, path, good, change));

            Assert.Equal(clean, await ReadAsync(site, path, good, "nothing"));
        }
    }

    [Theory]
    [InlineData("/rules")]
    [InlineData("/authorize")]
    public async Task E10_RequestsAtTheSameTime_HaveUsersOfTheirOwn(string path)
    {
        var (changed, read) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var site = await StartAsync(null, async () =>
        {
            changed.SetResult();
            await read.Task;
        });
        var good = AddToken(site);
        var clean = await ReadAsync(site, path, good, "nothing");

        var changing = ReadAsync(site, path, good, "hold");
        await changed.Task;
        var meanwhile = await ReadAsync(site, path, good, "nothing");
        read.SetResult();

        Assert.Equal(clean, meanwhile);
        Assert.NotEqual(clean, await changing);
    }

    [Theory]
    [InlineData("/rules")]
    [InlineData("/authorize")]
    public async Task E10_ClaimsTransformationThatMutates_ChangesNoOtherRequest(string path)
    {
        await using var site = await StartAsync(static builder => builder.Services.AddSingleton<IClaimsTransformation, MutatingTransformation>());
        var good = AddToken(site);
        var first = await ReadAsync(site, path, good, "nothing");

        Assert.Contains("transformed", first, StringComparison.Ordinal);
        Assert.Equal(first, await ReadAsync(site, path, good, "nothing"));
    }

    private static Task<Site> StartAsync(Action<WebApplicationBuilder>? configure, Func<Task>? hold = null)
    {
        async Task<string> Handle(HttpContext http, string change)
        {
            Change(http, change);
            await (change == "hold" ? hold!() : Task.CompletedTask);
            return Describe(http);
        }

        return Site.StartAsync(
            app =>
            {
                app.MapGet("/rules", Handle).RequirePermission("orders:read");
                app.MapGet("/authorize", Handle).RequireAuthorization();
                app.MapGet("/scheme", Handle).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "ZeroTrust" });
                app.MapGet("/framework", Handle).RequireAuthorization(static policy => policy.RequireAssertion(static _ => true));
            },
            builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Information);
                configure?.Invoke(builder);
            });
    }

    private static void Change(HttpContext http, string change)
    {
        var identity = (ClaimsIdentity)http.User.Identity!;
        switch (change)
        {
            case "identity":
                http.User.AddIdentity(new(null, [new Claim("extra", "1")], "other", "sub", identity.RoleClaimType, StringComparison.Ordinal));
                break;
            case "claim" or "hold":
                identity.AddClaim(new("extra", "1"));
                break;
            case "role":
                identity.AddClaim(new(identity.RoleClaimType, "boss"));
                break;
            case "remove":
                identity.RemoveClaim(identity.FindFirst("sub"));
                break;
            case "set":
                http.User = new(new ClaimsIdentity(null, [new Claim("sub", "mallory")], "other", "sub", "role", StringComparison.Ordinal));
                break;
            case "result" when http.Features.Get<IAuthenticateResultFeature>() is { AuthenticateResult: not null } result:
                result.AuthenticateResult = AuthenticateResult.Success(new(new(new ClaimsIdentity()), "other"));
                break;
            case "result":
                http.User = new();
                break;
        }
    }

    private static string Describe(HttpContext http) =>
        $"{http.GetCaller()}: {string.Join(", ", http.User.Identities.SelectMany(static one => one.Claims).Select(static claim => $"{claim.Type}={claim.Value}"))}";

    private static async Task<string> ReadAsync(Site site, string path, string token, string change) =>
        await (await site.GetAsync($"{path}?change={change}", token)).Content.ReadAsStringAsync();

    private static string AddToken(Site site) => site.Tokens.Add(
        "good",
        new() { User = new("corporate", "alice"), Permissions = new(["orders:read"], [], [], ["clerk"]) },
        new TokenClaim("sub", "alice", TokenClaimKind.Text));

    private sealed class MutatingTransformation : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            ((ClaimsIdentity)principal.Identity!).AddClaim(new("transformed", "1"));
            return Task.FromResult(principal);
        }
    }
}
