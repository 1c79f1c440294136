namespace ZeroTrust.Security.Testing.Tests.Samples;

/// <summary>The demo of the shop, with a secret wherever the library takes one and everything logged: none is in anything that comes out.</summary>
public sealed class ShopLeakTests
{
    private static readonly string[] Channels = ["stdout", "stderr", "logs", "journal", "metrics", "responses", "options", "exceptions", "counters"];

    [Fact]
    public async Task K1_K3_TheShopAtTraceLevel_WithPlantedSecrets_ShowsNone()
    {
        var run = await LeakRun.PlayAsync();

        AssertWasWhole(run);
        Assert.Empty(run.Hits);
    }

    [Fact]
    public async Task K1_TheShopWithRedaction_MasksWhatItsOwnCodeLeaksIntoLogs()
    {
        var run = await LeakRun.PlayAsync("redact");

        AssertWasWhole(run);
        Assert.Empty(run.Hits);
        Assert.Contains("connecting with [secret]", run.Channels["logs"], StringComparison.Ordinal);
        Assert.Contains("connecting with [secret]", run.Channels["stdout"], StringComparison.Ordinal);
        Assert.Contains("Login failed with [secret]", run.Channels["stderr"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSearch_FindsALeakInEachChannel()
    {
        var run = await LeakRun.PlayAsync("leak");

        AssertWasWhole(run);
        var hits = run.Hits.ToHashSet();
        Assert.Superset(
            new HashSet<(string, string)>
            {
                ("stdout", "setting"), ("stderr", "file"), ("logs", "orders-kek"), ("journal", "database"), ("metrics", "payments-kek"),
                ("responses", "environment"), ("options", "client"), ("exceptions", "cookie"), ("counters", "header"),
            },
            hits);
    }

    private static void AssertWasWhole(LeakRun run)
    {
        Assert.True(run.ExitCode == 0, run.Channels["stdout"][^Math.Min(4000, run.Channels["stdout"].Length)..]);
        Assert.True(run.Planted.Count >= 20, string.Join(' ', run.Planted.Keys));
        Assert.All(["card", "client", "orders-kek", "pepper", "api-key", "journal:Orders", "digest:Orders", "checkpoint:Orders", "database", "setting", "file", "environment", "cookie", "basic", "header", "malformed", "vendor-token"], name => Assert.Contains(name, run.Planted.Keys));
        Assert.Contains(run.Planted.Keys, static name => name.StartsWith("ring:", StringComparison.Ordinal));
        Assert.Contains(run.Planted.Keys, static name => name.StartsWith("token:", StringComparison.Ordinal));
        Assert.All(Channels, name => Assert.Contains(name, run.Channels.Keys));
        Assert.Contains("Payments read a card ending in 1111, Orders could not", run.Channels["stdout"], StringComparison.Ordinal);
        Assert.Contains("trce: ", run.Channels["stdout"], StringComparison.Ordinal);
        Assert.Contains("Trace ", run.Channels["logs"], StringComparison.Ordinal);
        Assert.Contains("\"type\":\"access\"", run.Channels["journal"], StringComparison.Ordinal);
        Assert.Contains("zerotrust.request.decisions", run.Channels["metrics"], StringComparison.Ordinal);
        Assert.Contains("zerotrust.request.decisions", run.Channels["counters"], StringComparison.Ordinal);
        Assert.Contains("AuditJournalOptions", run.Channels["options"], StringComparison.Ordinal);
        Assert.Contains("invalid_token", run.Channels["responses"], StringComparison.Ordinal);
    }
}
