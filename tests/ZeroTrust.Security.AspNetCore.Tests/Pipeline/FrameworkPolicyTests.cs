using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>What the framework's authorization asks for is asked in every form it has.</summary>
public sealed class FrameworkPolicyTests
{
    [Fact]
    public async Task RequirementData_BesideADeclarationAndAlone_IsAsked()
    {
        var runs = 0;
        await using var site = await Site.StartAsync(app =>
        {
            app.MapGet("/both", () => ++runs).RequirePermission("orders:read").WithMetadata(new NumberTwoAttribute());
            app.MapGet("/alone", () => ++runs).WithMetadata(new NumberTwoAttribute());
        });
        var poor = site.Tokens.Add("poor", Callers.User("alice", "orders:read"));
        var two = site.Tokens.Add("two", Callers.User("bob", "orders:read"), new TokenClaim("number", "2", TokenClaimKind.WholeNumber));

        foreach (var path in new[] { "/both", "/alone" })
        {
            Assert.Equal("401 credential_missing", await site.GetAsync(path).ShortAsync());
            Assert.Equal("403 access_denied", await site.GetAsync(path, poor).ShortAsync());
        }

        Assert.Equal(0, runs);
        Assert.Equal("200", await site.GetAsync("/both", two).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/alone", two).ShortAsync());
    }

    [Fact]
    public async Task RequirementData_OnAnAnonymousEndpoint_DoesNotStart()
    {
        var message = await Site.RefusalAsync(static app =>
            app.MapGet("/open", static () => "ran").AllowAnonymousBecause("a test").WithMetadata(new NumberTwoAttribute()));
        Assert.Contains("/open", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FallbackPolicy_ThatGoesAway_LeavesTheEndpointDenied()
    {
        var (provider, runs) = (new FleetingFallback(), 0);
        await using var site = await Site.StartAsync(
            app => app.MapGet("/undeclared", () => ++runs),
            builder => builder.Services.AddSingleton<IAuthorizationPolicyProvider>(provider));
        var good = site.Tokens.Add("good", Callers.User("alice"));
        Assert.Equal("200", await site.GetAsync("/undeclared", good).ShortAsync());

        provider.Fallback = null;

        Assert.Equal("401 credential_missing", await site.GetAsync("/undeclared").ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/undeclared", good).ShortAsync());
        Assert.Equal(1, runs);
    }

    [Theory]
    [InlineData("ZeroTrust,Basic")]
    [InlineData("Basic,ZeroTrust")]
    public async Task Authorize_WithOurSchemeAndAnother_ChallengesWithBoth(string schemes)
    {
        await using var site = await Site.StartAsync(
            app =>
            {
                app.UseZeroTrust();
                app.MapGet("/either", static () => "ran").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = schemes });
            },
            static builder => builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ChallengingStub>("Basic", null),
            kestrel: true);
        using var client = site.Client();
        using var response = await client.GetAsync("/either");

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal("credential_missing", await response.CodeAsync());
        Assert.Equal(
            ["Basic realm=\"api\"", "Bearer realm=\"api\""],
            response.Headers.WwwAuthenticate.Select(static challenge => challenge.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("credential_missing", Assert.Single(site.Trail.Events).Code);
    }

    [Fact]
    public async Task Authorize_WithAnotherSchemeAlone_RecordsItsChallengeAsOne()
    {
        await using var site = await Site.StartAsync(
            static app => app.MapGet("/basic", [Authorize(AuthenticationSchemes = "Basic")] () => "ran"),
            static builder => builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ChallengingStub>("Basic", null));

        Assert.Equal("401", await site.GetAsync("/basic").ShortAsync());
        Assert.Equal("credential_missing", Assert.Single(site.Trail.Events).Code);
    }

    /// <summary>A requirement without <see cref="IAuthorizeData"/>, as the framework allows.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NumberTwoAttribute : Attribute, IAuthorizationRequirementData
    {
        public IEnumerable<IAuthorizationRequirement> GetRequirements() =>
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim("number", "2").Build().Requirements;
    }

    private sealed class FleetingFallback : IAuthorizationPolicyProvider
    {
        private static readonly AuthorizationPolicy Anybody = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

        public AuthorizationPolicy? Fallback { get; set; } = Anybody;

        public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => Task.FromResult<AuthorizationPolicy?>(null);

        public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => Task.FromResult(Anybody);

        public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult(Fallback);
    }

    /// <summary>Challenges as schemes do: a status and a header, no body.</summary>
    private sealed class ChallengingStub(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());

        protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.StatusCode = 401;
            Response.Headers.Append("WWW-Authenticate", "Basic realm=\"api\"");
            return Task.CompletedTask;
        }
    }
}
