using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Health;

public sealed class HealthCheckTests
{
    [Fact]
    public async Task Check_FollowsKeysAndReloads()
    {
        var trust = new StubTrust();
        await using var site = await Site.StartAsync(
            static _ => { },
            builder =>
            {
                builder.Services.AddSingleton<ITrustModel>(trust);
                builder.Services.AddHealthChecks().AddZeroTrustCheck();
            });
        var health = site.Services.GetRequiredService<HealthCheckService>();
        async Task<HealthStatus> Status() => (await health.CheckHealthAsync()).Entries["zerotrust"].Status;

        Assert.Equal(HealthStatus.Healthy, await Status());
        trust.Keys[0] = new("corporate", true, true, null, "503");
        Assert.Equal(HealthStatus.Degraded, await Status());
        trust.Keys.Add(new("payments", false, false, null, "503"));
        trust.Keys[0] = new("corporate", true, false, null, null);
        Assert.Equal(HealthStatus.Degraded, await Status());
        trust.Keys.RemoveAt(0);
        Assert.Equal(HealthStatus.Unhealthy, await Status());
        trust.Keys[0] = new("corporate", true, false, null, null);
        trust.Current = trust.Current with { ReloadFault = "half a file" };
        Assert.Equal(HealthStatus.Degraded, await Status());
    }
}
