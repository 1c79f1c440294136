using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>A user who must sign in again gets nowhere with an older sign-in (RFC 9470).</summary>
public sealed class StepUpThreats
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    // Half a second after a whole one: what counts is the next whole one.
    private static readonly DateTimeOffset Since = Now - TimeSpan.FromSeconds(90.5);

    private readonly StubDemands _demands = new();

    [Theory]
    [InlineData(-91, TokenClaimKind.WholeNumber, "401 step_up_required")]
    [InlineData(-90, TokenClaimKind.WholeNumber, "200")]
    [InlineData(0, TokenClaimKind.WholeNumber, "200")]
    [InlineData(60, TokenClaimKind.WholeNumber, "200")]
    [InlineData(61, TokenClaimKind.WholeNumber, "401 step_up_required")]
    [InlineData(0, TokenClaimKind.Text, "401 step_up_required")]
    [InlineData(0, TokenClaimKind.Number, "401 step_up_required")]
    public async Task E5_SignIn_CountsFromTheSecondAfterTheDemand(int seconds, TokenClaimKind kind, string expected)
    {
        await using var site = await StartAsync();
        _demands.Set("alice", Since);
        var token = Token(site, Now.AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), kind);

        Assert.Equal(expected, await site.GetAsync("/orders", token).ShortAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1893499200000")]
    [InlineData("99999999999999999999")]
    public async Task E5_TokenThatDoesNotSayWhen_IsTooOld(string? time)
    {
        await using var site = await StartAsync();
        _demands.Set("alice", Since);

        Assert.Equal("401 step_up_required", await site.GetAsync("/orders", Token(site, time)).ShortAsync());
    }

    [Theory]
    [InlineData(null, "401 step_up_required")]
    [InlineData("pwd", "401 step_up_required")]
    [InlineData("PHR", "401 step_up_required")]
    [InlineData("phr", "200")]
    [InlineData("phrh", "200")]
    public async Task E5_SignInOfAnotherClass_IsTooWeak(string? acr, string expected)
    {
        await using var site = await StartAsync();
        _demands.Set("alice", Since, "phr", "phrh");

        Assert.Equal(expected, await site.GetAsync("/orders", Token(site, Seconds(Now), acr: acr)).ShortAsync());
    }

    [Fact]
    public async Task E5_RememberedToken_IsAskedAtEachRequest()
    {
        await using var site = await StartAsync();
        var token = Token(site, Seconds(Since));
        Assert.Equal(("200", 0), (await site.GetAsync("/orders", token).ShortAsync(), _demands.Finds));

        _demands.Set("alice", Since.AddSeconds(1));
        Assert.Equal("401 step_up_required", await site.GetAsync("/orders", token).ShortAsync());

        _demands.Lift(new("corporate", "alice"));
        Assert.Equal("200", await site.GetAsync("/orders", token).ShortAsync());
    }

    [Fact]
    public async Task Demand_ReachesWhatAsksForTheUser_BeforeWhatTheUserMayDo_AndNobodyElse()
    {
        await using var site = await StartAsync();
        _demands.Set("alice", Since);
        var alice = Token(site, time: null);
        var bob = site.Tokens.Add("bob", Callers.User("bob", "orders:read"));
        var service = site.Tokens.Add("service", Callers.Service("payments", "orders:read"));
        var partner = site.Tokens.Add("partner", new() { User = new("partner", "alice"), Permissions = new(["orders:read"], [], [], []) });
        string[] paths = ["/orders", "/refunds", "/authorize", "/open", "/undeclared"];

        var answers = await Task.WhenAll(paths.Select(path => site.GetAsync(path, alice).ShortAsync()));
        var others = await Task.WhenAll(new[] { bob, service, partner }.Select(token => site.GetAsync("/orders", token).ShortAsync()));

        Assert.Equal(["401 step_up_required", "401 step_up_required", "401 step_up_required", "200", "403 access_denied"], answers);
        Assert.Equal(["200", "200", "200"], others);
    }

    [Fact]
    public async Task F14_Challenge_SaysWhatIsAskedFor_AndNothingOfTheToken()
    {
        await using var site = await StartAsync();
        _demands.Set("alice", Since, "phr", "phrh");

        var weak = await site.GetAsync("/orders", Token(site, Seconds(Now), acr: "x\", error=\"none"));
        _demands.Set("alice", Since);
        var old = await site.GetAsync("/orders", Token(site, time: null));

        Assert.Equal("Bearer realm=\"api\", error=\"insufficient_user_authentication\", acr_values=\"phr phrh\", max_age=\"90\"", weak.Headers.WwwAuthenticate.ToString());
        Assert.Equal("Bearer realm=\"api\", error=\"insufficient_user_authentication\", max_age=\"90\"", old.Headers.WwwAuthenticate.ToString());
        Assert.Equal(await weak.Content.ReadAsStringAsync(), await old.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Answer_IsOnRecord_WithWhomItWasGiven()
    {
        await using var site = await StartAsync();
        _demands.Set("alice", Since);

        await site.GetAsync("/orders", Token(site, time: null));

        var decision = Assert.Single(site.Trail.Events);
        Assert.Equal(
            ("access", AuditOutcome.Denied, "step_up_required", "sign_in_too_old", "alice"),
            (decision.Type, decision.Outcome, decision.Code, decision.Reason, decision.Caller.User?.Subject));
    }

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Token(Site site, string? time, TokenClaimKind kind = TokenClaimKind.WholeNumber, string? acr = null)
    {
        TokenClaim[] claims = [.. time is null ? Array.Empty<TokenClaim>() : [new("auth_time", time, kind)], .. acr is null ? Array.Empty<TokenClaim>() : [new("acr", acr, TokenClaimKind.Text)]];
        return site.Tokens.Add("token", Callers.User("alice", "orders:read"), claims);
    }

    private Task<Site> StartAsync() => Site.StartAsync(
        static app =>
        {
            app.MapGet("/orders", static () => "").RequirePermission("orders:read");
            app.MapGet("/refunds", static () => "").RequirePermission("refunds:write");
            app.MapGet("/authorize", [Authorize] static () => "");
            app.MapGet("/open", static () => "").AllowAnonymousBecause("a test");
            app.MapGet("/undeclared", static () => "");
        },
        builder => builder.Services.AddSingleton<IStepUpDemands>(_demands).AddSingleton<TimeProvider>(new ManualTimeProvider(Now)));
}
