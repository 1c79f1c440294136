using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.Pipeline;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>Our reading of the framework's policies beside the framework's: one answer, one event, and the same left in the request.</summary>
public sealed class PlainAuthorizationTests
{
    [Fact]
    public async Task EveryPolicyAndCaller_EndsAsWithTheFramework()
    {
        var policies = PlainPolicyCases.Policies();
        await using var ours = await StartAsync(policies, null);
        await using var theirs = await StartAsync(policies, static builder => builder.Services.AddSingleton<IAuthorizationHandler, IdleHandler>());
        using var one = ours.Client();
        using var other = theirs.Client();
        var (callers, atOnce) = (PlainPolicyCases.AddCallers(ours), 0);
        _ = PlainPolicyCases.AddCallers(theirs);

        foreach (var name in policies.Keys)
        {
            foreach (var caller in callers.Append(null))
            {
                var answer = await AskAsync(ours, one, name, caller);
                var expected = await AskAsync(theirs, other, name, caller);

                Assert.True(answer.Text == expected.Text, $"{name} for {caller}: {answer.Text} and not {expected.Text}");
                Assert.False(expected.AtOnce);
                atOnce += answer.AtOnce ? 1 : 0;
            }
        }

        Assert.InRange(atOnce, 150, int.MaxValue);
    }

    [Theory]
    [InlineData("/default")]
    [InlineData("/role")]
    [InlineData("/scheme")]
    [InlineData("/mixed")]
    [InlineData("/fallback")]
    public async Task PlainEndpoint_PassesAtOnce_UntilSomebodyTakesPart(string path)
    {
        Assert.True(await PassesAtOnceAsync(path, null));
        foreach (var (name, takePart) in PlainPolicyParticipants.All)
        {
            Assert.False(await PassesAtOnceAsync(path, takePart), name);
        }
    }

    [Fact]
    public async Task RuleInCodeThatSetsTheUser_IsFollowedByTheFramework()
    {
        await using var site = await Site.StartAsync(
            static app => app.MapGet("/", static (HttpContext http) => $"{IsAtOnce(http)} {http.User.Identity!.Name}")
                .RequireThat(static (_, http) =>
                {
                    http.User = new(new ClaimsIdentity(null, [new Claim("sub", "other")], "other", "sub", "role", StringComparison.Ordinal));
                    return new(true);
                })
                .RequireAuthorization(static policy => policy.RequireUserName("other")),
            static builder => builder.Logging.SetMinimumLevel(LogLevel.Information));
        var good = site.Tokens.Add("good", Callers.User("alice"), new TokenClaim("sub", "alice", TokenClaimKind.Text));

        Assert.Equal("False other", await (await site.GetAsync("/", good)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ListOfRolesThatChanges_IsReadEachTime()
    {
        var roles = new List<string> { "boss" };
        await using var site = await Site.StartAsync(
            app => app.MapGet("/", static (HttpContext http) => $"{IsAtOnce(http)}").RequireAuthorization(policy => policy.RequireRole(roles)),
            static builder => builder.Logging.SetMinimumLevel(LogLevel.Information));
        var good = site.Tokens.Add("good", new() { User = new("corporate", "alice"), Permissions = new([], [], [], ["boss"]) });
        Assert.Equal("True", await (await site.GetAsync("/", good)).Content.ReadAsStringAsync());

        roles[0] = "nobody";

        Assert.Equal("403 access_denied", await site.GetAsync("/", good).ShortAsync());
    }

    public static bool IsAtOnce(HttpContext http) => http.Features.Get<IHttpAuthenticationFeature>() is LazyUser;

    private static async Task<bool> PassesAtOnceAsync(string path, Action<WebApplicationBuilder>? takePart)
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.MapGet("/default", static (HttpContext http) => IsAtOnce(http)).RequireAuthorization();
                app.MapGet("/role", [Authorize(Roles = "boss")] static (HttpContext http) => IsAtOnce(http));
                app.MapGet("/scheme", [Authorize(AuthenticationSchemes = "ZeroTrust")] static (HttpContext http) => IsAtOnce(http));
                app.MapGet("/mixed", [Authorize] static (HttpContext http) => IsAtOnce(http)).RequireUser();
                app.MapGet("/fallback", static (HttpContext http) => IsAtOnce(http));
            },
            builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Information);
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
                takePart?.Invoke(builder);
            });
        var good = site.Tokens.Add("good", new() { User = new("corporate", "alice"), Permissions = new([], [], [], ["boss"]) });
        var response = await site.GetAsync(path, good);
        Assert.Equal("200", await Task.FromResult(response).ShortAsync());
        return bool.Parse(await response.Content.ReadAsStringAsync());
    }

    private static Task<Site> StartAsync(Dictionary<string, AuthorizationPolicy> policies, Action<WebApplicationBuilder>? configure) => Site.StartAsync(
        app =>
        {
            foreach (var (name, policy) in policies)
            {
                app.MapGet($"/{name}", (Delegate)DescribeAsync).RequireAuthorization(policy);
            }
        },
        builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Information);
            builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, OtherScheme>("Other", null);
            configure?.Invoke(builder);
        });

    private static async Task<(string Text, bool AtOnce)> AskAsync(Site site, HttpClient client, string policy, string? token)
    {
        site.Trail.Clear();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{policy}");
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        string text;
        try
        {
            using var response = await client.SendAsync(request);
            text = $"{(int)response.StatusCode} {response.Headers.WwwAuthenticate} {await response.Content.ReadAsStringAsync()}";
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            text = exception.ToString().Split('\n')[0];
        }

        var events = string.Join(", ", site.Trail.Events.Select(static one => $"{one.Outcome} {one.Code} {one.Reason} {one.Resource} {one.Caller} {one.Repeated}"));
        return ($"{text.Replace("at once", "", StringComparison.Ordinal)} [{events}]", text.EndsWith("at once", StringComparison.Ordinal));
    }

    /// <summary>Everything that a handler can see of who it serves, before and after it changes that.</summary>
    private static async Task<string> DescribeAsync(HttpContext http)
    {
        var text = new StringBuilder();
        var result = http.Features.Get<IAuthenticateResultFeature>();
        var atOnce = IsAtOnce(http);
        void Note()
        {
            var ticket = result?.AuthenticateResult?.Ticket;
            text.Append(Describe(http.User)).Append('|').Append(result?.AuthenticateResult?.Succeeded).Append(ticket?.AuthenticationScheme)
                .Append(ticket?.Properties.Items.Count).Append(ReferenceEquals(result?.AuthenticateResult, result?.AuthenticateResult))
                .Append(ReferenceEquals(ticket?.Principal, http.User)).Append(ReferenceEquals(result, http.Features.Get<IHttpAuthenticationFeature>())).Append(' ');
        }

        Note();
        var scheme = await http.AuthenticateAsync("ZeroTrust");
        text.Append(scheme.Succeeded).Append(ReferenceEquals(scheme.Principal, http.User)).Append(string.Join(',', http.Items.Keys));
        http.User = new(new ClaimsIdentity(null, [new Claim("sub", "other")], "other", "sub", "role", StringComparison.Ordinal));
        Note();
        text.Append(Describe((await http.AuthenticateAsync("ZeroTrust")).Principal));
        result?.AuthenticateResult = scheme.Succeeded ? scheme : null;
        Note();
        return text.Append(http.GetCaller()).Append(atOnce ? "at once" : "").ToString();
    }

    private static string Describe(ClaimsPrincipal? user) => user is null ? "nobody" : string.Join(
        '+',
        user.Identities.Select(static one =>
            $"{one.AuthenticationType} {one.Name} {string.Join(',', one.Claims.Select(static claim => $"{claim.Type}={claim.Value} {claim.ValueType} {claim.Issuer}"))}"));

    /// <summary>Takes part and says nothing: that it is there is enough for the framework to be asked.</summary>
    private sealed class IdleHandler : IAuthorizationHandler
    {
        public Task HandleAsync(AuthorizationHandlerContext context) => Task.CompletedTask;
    }

    private sealed class OtherScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }
}
