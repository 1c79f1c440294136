using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZeroTrust.Security.AspNetCore.Tests.Ecosystem;

namespace ZeroTrust.Security.AspNetCore.Tests.Publishing;

public sealed class KeyRingHealthTests
{
    [Theory]
    [InlineData(true, HealthStatus.Healthy)]
    [InlineData(false, HealthStatus.Degraded)]
    public async Task Check_ByWhetherTheRingWasRead(bool read, HealthStatus expected)
    {
        await using var site = await RealSite.StartAsync(
            static app => app.MapServiceKeys(),
            services =>
            {
                services.AddHealthChecks().AddZeroTrustCheck();
                if (!read)
                {
                    services.AddSingleton<IServiceKeyPublication>(new Nothing());
                }

                services.AddZeroTrustCore().AddServiceTokens(static tokens => tokens.Issuer = "http://localhost:5007");
            });
        using var _ = await site.GetAsync("/none", site.Issuer.User("alice").Token());

        var report = await site.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(expected, report.Status);
    }

    private sealed class Nothing : IServiceKeyPublication
    {
        public ServiceKeyDocuments? Current => null;
    }
}
