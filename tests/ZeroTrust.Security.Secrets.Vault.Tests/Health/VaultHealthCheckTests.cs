using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Health;

public sealed class VaultHealthCheckTests : VaultTest
{
    [Fact]
    public async Task Check_IsWhatBecomesOfTheToken()
    {
        Vault.KeyValues.Put("db", ("password", "p1"));
        var rig = Open(AppRole(), stores: static secrets => secrets.Services.AddHealthChecks().AddVaultCheck());
        var unused = await CheckAsync(rig);
        (await rig.KeyValues().GetAsync(new("db"))).Version!.Dispose();
        var good = await CheckAsync(rig);

        Vault.Trouble = static _ => EmulatedAnswer.Error(503, "Vault is sealed");
        await rig.AdvanceAsync(TimeSpan.FromMinutes(31), TimeSpan.FromMinutes(1));
        var failing = await CheckAsync(rig);
        await rig.AdvanceAsync(TimeSpan.FromMinutes(31), TimeSpan.FromMinutes(1));
        await rig.KeyValues().GetAsync(new("db"));
        var gone = await CheckAsync(rig);

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Unhealthy), (unused.Status, good.Status, failing.Status, gone.Status));
        Assert.Equal(3600.0, good.Entries[ZeroTrustVaultHealthChecksBuilderExtensions.CheckName].Data["vault.token_remaining_seconds"]);
        Assert.Contains("sealed", gone.Entries.Values.Single().Description, StringComparison.Ordinal);
    }

    private static Task<HealthReport> CheckAsync(VaultRig rig) => rig.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
}
