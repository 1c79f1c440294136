using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>Code of the application that throws while a request is decided: nothing runs, and the request is on record once.</summary>
public sealed class ThrowingTests
{
    [Theory]
    [InlineData("/sync")]
    [InlineData("/async")]
    [InlineData("/policy")]
    public async Task RuleThatThrows_RunsNothingAndIsOnRecordOnce(string path)
    {
        var runs = 0;
        await using var site = await Site.StartAsync(
            app =>
            {
                app.MapGet("/sync", () => ++runs).RequireThat(bool (_, _) => throw new TimeoutException("rule"));
                app.MapGet("/async", () => ++runs).RequireThat(async ValueTask<bool> (_, _) =>
                {
                    await Task.Yield();
                    throw new TimeoutException("rule");
                });
                app.MapGet("/policy", () => ++runs).RequireAuthorization(static policy => policy.RequireAssertion(static bool (_) => throw new TimeoutException("rule")));
            });
        var good = site.Tokens.Add("good", Callers.User("alice"));

        await Assert.ThrowsAsync<TimeoutException>(() => site.GetAsync(path, good));

        Assert.Equal(0, runs);
        var recorded = Assert.Single(site.Trail.Events);
        Assert.Equal((AuditOutcome.Failed, "decision_failed", "alice"), (recorded.Outcome, recorded.Reason, recorded.Caller.User?.Subject));
    }

    [Fact]
    public async Task TransformationThatThrows_RunsNothingAndIsOnRecordOnce()
    {
        var runs = 0;
        await using var site = await Site.StartAsync(
            app => app.MapGet("/any", () => ++runs).RequireAuthenticatedCaller(),
            static builder => builder.Services.AddSingleton<IClaimsTransformation>(new ThrowingTransformation()));
        var good = site.Tokens.Add("good", Callers.User("alice"));

        await Assert.ThrowsAsync<TimeoutException>(() => site.GetAsync("/any", good));

        Assert.Equal(0, runs);
        Assert.Equal(AuditOutcome.Failed, Assert.Single(site.Trail.Events).Outcome);
    }

    [Theory]
    [InlineData("/code")]
    [InlineData("/framework")]
    public async Task HandlerThatThrows_StaysAllowedOnRecord(string path)
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.MapGet("/code", string () => throw new TimeoutException("handler")).RequireThat(static (_, _) => true);
            app.MapGet("/framework", [Authorize] string () => throw new TimeoutException("handler"));
        });
        var good = site.Tokens.Add("good", Callers.User("alice"));

        await Assert.ThrowsAsync<TimeoutException>(() => site.GetAsync(path, good));

        Assert.Equal(AuditOutcome.Allowed, Assert.Single(site.Trail.Events).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RoutingThatThrows_GuardsWhatAnErrorHandlerRoutes(bool late)
    {
        var later = new LateEndpoints();
        await using var site = await Site.StartAsync(
            app =>
            {
                app.UseExceptionHandler(error => error
                    .Use(static (http, next) =>
                    {
                        http.Request.Path = "/naked";
                        return next(http);
                    })
                    .UseRouting()
                    .UseEndpoints(endpoints => endpoints.DataSources.Add(later)));
                app.UseZeroTrust();
                app.MapGet("/boom", static () => "ran").RequirePermission("orders:read");
            },
            builder => builder.Services.AddSingleton<MatcherPolicy>(new ThrowingMatcher(late)),
            kestrel: false);
        later.Add("/naked");

        using var response = await site.GetAsync("/boom");

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Equal(0, later.Runs);
    }

    private sealed class ThrowingTransformation : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) => throw new TimeoutException("transformation");
    }

    /// <summary>Throws while routing chooses, at once or later.</summary>
    private sealed class ThrowingMatcher(bool late) : MatcherPolicy, IEndpointSelectorPolicy
    {
        public override int Order => 0;

        public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => true;

        public async Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
        {
            if (httpContext.Request.Path != "/boom")
            {
                return;
            }

            if (late)
            {
                await Task.Yield();
            }

            throw new TimeoutException("routing");
        }
    }
}
