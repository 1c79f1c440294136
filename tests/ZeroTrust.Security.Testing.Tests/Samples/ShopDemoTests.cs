namespace ZeroTrust.Security.Testing.Tests.Samples;

public sealed class ShopDemoTests
{
    [Fact]
    public async Task Demo_AsAProcess_ExitsZeroAndPlaysEveryAttack()
    {
        using var demo = SampleProcess.Start("Shop", "Development", "--demo");
        var printed = await SampleProcess.ReadToEndAsync(demo);

        Assert.True(demo.ExitCode == 0, printed);
        Assert.DoesNotContain("NOT AS EXPECTED", printed, StringComparison.Ordinal);
        Assert.Contains("Payments saw user alice, service orders", printed, StringComparison.Ordinal);
        Assert.Contains("Payments read a card ending in 1111, Orders could not", printed, StringComparison.Ordinal);
        Assert.All(
            ["Forged identity tokens", "Identity headers through the gateway", "Past the gateway", "Payments without a service's identity", "Analytics calling Payments", "Services that say more than they may"],
            attack => Assert.Contains(attack, printed, StringComparison.Ordinal));
    }
}
