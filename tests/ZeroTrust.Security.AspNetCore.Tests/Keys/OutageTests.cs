using System.Globalization;
using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Keys;

/// <summary>What requests are answered while an issuer is down, through the whole pipeline.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromHours(24);

    [Fact]
    public async Task Outage_IssuerNeverReachable_Answers503WithOneTryPerStepOfTheBackOff()
    {
        await using var site = await KeySite.StartAsync(reachable: false);
        await AssertUnavailableAsync(site);
        var perTry = site.Attempts;
        Assert.InRange(perTry, 1, 2);

        for (var step = 1; step <= 6; step++)
        {
            site.AdvanceToNextAttempt();
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AssertUnavailableAsync(site)));
            Assert.Equal($"step {step}: {perTry * (step + 1)}", $"step {step}: {site.Attempts}");
        }

        Assert.Equal(HealthStatus.Unhealthy, await site.HealthAsync());
        site.Issuer.Repair(IssuerEndpoint.Discovery);
        site.AdvanceToNextAttempt();
        (await site.GetAsync()).Is(HttpStatusCode.OK);
        Assert.Equal(HealthStatus.Healthy, await site.HealthAsync());
    }

    [Fact]
    public async Task Outage_AfterKeysWereHad_IsServedUntilTheBoundAndThen503()
    {
        await using var site = await KeySite.StartAsync();
        (await site.GetAsync()).Is(HttpStatusCode.OK);
        site.Issuer.Break(IssuerEndpoint.Discovery, IssuerFault.Status(500));
        site.Issuer.Break(IssuerEndpoint.Keys, IssuerFault.Status(500));

        for (var hour = 1; hour < 24; hour++)
        {
            site.Clock.Advance(TimeSpan.FromHours(1));
            (await site.GetAsync()).Is(HttpStatusCode.OK);
        }

        site.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        (await site.GetAsync()).Is(HttpStatusCode.OK);
        Assert.Equal(HealthStatus.Degraded, await site.HealthAsync());
        site.Clock.Advance(TimeSpan.FromTicks(1));
        await AssertUnavailableAsync(site);
        Assert.Equal(HealthStatus.Unhealthy, await site.HealthAsync());
        Assert.Equal(Bound, site.Clock.GetElapsedTime(0));
    }

    private static async Task AssertUnavailableAsync(KeySite site)
    {
        using var response = await site.GetAsync();
        Assert.Equal("503 keys_unavailable", await Task.FromResult(response).ShortAsync());
        Assert.Empty(response.Headers.WwwAuthenticate);
        var seconds = int.Parse(Assert.Single(response.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 1, 300);
    }
}
