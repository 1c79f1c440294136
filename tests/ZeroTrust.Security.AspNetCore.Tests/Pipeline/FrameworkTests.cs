using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>The framework's own authentication and authorization, and ours.</summary>
public sealed class FrameworkTests
{
    [Fact]
    public async Task PermissionEndpoint_NeverRunsAFrameworkHandler()
    {
        var counter = new CountingHandler();
        await using var site = await Site.StartAsync(
            static app => app.MapGet("/orders", static () => "ran").RequirePermission("orders:read"),
            builder => builder.Services.AddSingleton<IAuthorizationHandler>(counter));
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        Assert.Equal("200", await site.GetAsync("/orders", good).ShortAsync());
        Assert.Equal("401 credential_missing", await site.GetAsync("/orders").ShortAsync());
        Assert.Equal(0, counter.Runs);
    }

    [Fact]
    public async Task Authorize_WithAndWithoutToken_UsesOurSchemeChallengeBodyAndEvent()
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.MapGet("/any", [Authorize] (ClaimsPrincipal user) => user.Identity!.Name);
                app.MapGet("/boss", [Authorize(Roles = "boss")] () => "ran");
                app.MapGet("/policy", static () => "ran").RequireAuthorization("even");
            },
            static builder => builder.Services.AddAuthorization(static options =>
                options.AddPolicy("even", static policy => policy.RequireClaim("number", "2"))));
        var alice = new Caller { User = new("corporate", "alice"), Permissions = new([], [], [], ["boss"]) };
        var good = site.Tokens.Add("good", alice, new("sub", "alice", TokenClaimKind.Text), new("number", "2", TokenClaimKind.WholeNumber));
        var poor = site.Tokens.Add("poor", Callers.User("bob"), new TokenClaim("sub", "bob", TokenClaimKind.Text));

        var refused = await site.GetAsync("/any");
        refused.Is(HttpStatusCode.Unauthorized);
        Assert.Equal("credential_missing", await refused.CodeAsync());
        Assert.Equal("Bearer realm=\"api\"", Assert.Single(refused.Headers.WwwAuthenticate).ToString());
        Assert.Equal("credential_missing", Assert.Single(site.Trail.Events).Code);

        Assert.Equal("alice", await (await site.GetAsync("/any", good)).Content.ReadAsStringAsync());
        Assert.Equal("200", await site.GetAsync("/boss", good).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/policy", good).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/boss", poor).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/policy", poor).ShortAsync());
        Assert.Equal(6, site.Trail.Events.Count);
        Assert.Equal(3, site.Trail.Events.Count(static e => e.Outcome == AuditOutcome.Allowed));
    }

    [Fact]
    public async Task FallbackPolicy_AppliesToUndeclaredEndpointsAlone_AndStartNamesIt()
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.MapGet("/undeclared", static () => "ran");
                app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
                app.MapGet("/open", static () => "ran").AllowAnonymousBecause("a test");
            },
            static builder => builder.Services.AddAuthorizationBuilder()
                .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireClaim("number", "2").Build()));
        var two = site.Tokens.Add("two", Callers.User("alice"), new TokenClaim("number", "2", TokenClaimKind.WholeNumber));
        var reader = site.Tokens.Add("reader", Callers.User("bob", "orders:read"));

        Assert.Equal("401 credential_missing", await site.GetAsync("/undeclared").ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/undeclared", reader).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/undeclared", two).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/orders", reader).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/open").ShortAsync());
        Assert.Contains("fallback policy", site.Logs.All, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("UseAuthentication")]
    [InlineData("UseAuthorization")]
    public async Task FrameworkMiddleware_BeforeUs_DoesNotStartAndSaysWhatToMove(string call)
    {
        var message = (await Assert.ThrowsAsync<InvalidOperationException>(() => Site.StartAsync(
            app =>
            {
                _ = call == "UseAuthentication" ? app.UseAuthentication() : app.UseAuthorization();
                app.UseZeroTrust();
            },
            null,
            kestrel: false))).Message;
        Assert.Contains($"{call} stands before UseZeroTrust", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FrameworkMiddleware_BehindUs_Works()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/any", [Authorize] (ClaimsPrincipal user) => user.Identity!.Name);
            app.MapGet("/orders", static (HttpContext http) => http.User.Identity!.Name).RequirePermission("orders:read");
        });
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"), new TokenClaim("sub", "alice", TokenClaimKind.Text));

        Assert.Equal("alice", await (await site.GetAsync("/any", good)).Content.ReadAsStringAsync());
        Assert.Equal("alice", await (await site.GetAsync("/orders", good)).Content.ReadAsStringAsync());
        Assert.Equal("401 credential_missing", await site.GetAsync("/any").ShortAsync());
    }

    [Fact]
    public async Task ClaimsTransformation_RunsOnceARequest_AndNeverTouchesTheCaller()
    {
        var transformation = new AddingTransformation();
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.MapGet("/any", [Authorize(Roles = "added")] async (HttpContext http) =>
                {
                    await http.AuthenticateAsync();
                    return $"{http.User.IsInRole("added")} {http.GetCaller().Permissions.HasRole("added")}";
                });
                app.MapGet("/orders", static (HttpContext http) => $"{http.User.IsInRole("added")}").RequirePermission("orders:read");
                app.MapGet("/role", static () => "ran").RequireRole("added");
            },
            builder => builder.Services.AddSingleton<IClaimsTransformation>(transformation));
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        Assert.Equal("True False", await (await site.GetAsync("/any", good)).Content.ReadAsStringAsync());
        Assert.Equal(1, transformation.Runs);
        Assert.Equal("True", await (await site.GetAsync("/orders", good)).Content.ReadAsStringAsync());
        Assert.Equal(2, transformation.Runs);
        Assert.Equal("403 insufficient_scope", await site.GetAsync("/role", good).ShortAsync());
        Assert.Single(site.Logs.Lines, static line => line.Text.Contains("AddingTransformation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task User_IsBuiltWhenRead_AFreshOneForEachRequest()
    {
        await using var site = await Site.StartAsync(static app => app.MapGet("/me", static (HttpContext http) =>
        {
            var before = http.User.Claims.Count();
            ((ClaimsIdentity)http.User.Identity!).AddClaim(new("extra", "1"));
            return before;
        }).RequireUser());
        var good = site.Tokens.Add("good", Callers.User("alice"), new TokenClaim("sub", "alice", TokenClaimKind.Text));

        Assert.Equal("1", await (await site.GetAsync("/me", good)).Content.ReadAsStringAsync());
        Assert.Equal("1", await (await site.GetAsync("/me", good)).Content.ReadAsStringAsync());
    }

    private sealed class CountingHandler : IAuthorizationHandler
    {
        public int Runs { get; private set; }

        public Task HandleAsync(AuthorizationHandlerContext context)
        {
            Runs++;
            return Task.CompletedTask;
        }
    }

    private sealed class AddingTransformation : IClaimsTransformation
    {
        public int Runs { get; private set; }

        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            Runs++;
            var identity = (ClaimsIdentity)principal.Clone().Identity!;
            identity.AddClaim(new(identity.RoleClaimType, "added"));
            return Task.FromResult(new ClaimsPrincipal(identity));
        }
    }
}
