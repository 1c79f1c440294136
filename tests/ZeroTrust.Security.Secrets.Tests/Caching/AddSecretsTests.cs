using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Tests.Caching;

public sealed class AddSecretsTests
{
    [Fact]
    public async Task Start_EveryMissingSecret_IsInTheOneMessage()
    {
        var store = new InMemorySecretProvider();
        store.Set("there", ("user", "c4n4ry"), ("password", "c4n4ry"));
        await using var rig = new SecretRig(secrets => secrets
            .Add("store", _ => store)
            .Require("secret://store/missing", "ApiKeys:Pepper")
            .Require("secret://nowhere/x", "the journal")
            .Require("secret://store/there#typo")
            .Require("secret://store/there")
            .Require("secret://store/there", "the database", "user", "host")
            .Require("secret://store/there", "another database", "user", "password"));

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(rig.StartAsync);

        Assert.Equal(
            [
                "The service cannot start: 5 of its secrets cannot be had.",
                "  secret://nowhere/x (for the journal): there is no store 'nowhere'; add it with AddSecrets.",
                "  secret://store/missing (for ApiKeys:Pepper): missing. Nothing was put in under that name.",
                "  secret://store/there (for the application): malformed. It has several fields: name one, as in secret://store/name#field.",
                "  secret://store/there (for the database): malformed. It lacks host.",
                "  secret://store/there#typo (for the application): malformed. It has no field 'typo'.",
            ],
            fault.Message.Split(System.Environment.NewLine));
    }

    [Fact]
    public async Task Start_AStoreThatIsAway_IsWaitedForWithinBounds()
    {
        var store = new InMemorySecretProvider { Answer = static (_, _) => new(SecretResult.Unavailable("away")) };
        store.Set("db", "value");
        await using var rig = new SecretRig(secrets => secrets.Add("store", _ => store).Require("secret://store/db"));
        var start = rig.StartAsync();
        await AdvanceUntilAsync(rig, () => store.Calls >= 3);
        Assert.False(start.IsCompleted);

        store.Answer = null;
        await AdvanceUntilAsync(rig, () => start.IsCompleted);
        await start;
    }

    [Fact]
    public async Task Start_AStoreThatStaysAway_StopsIt()
    {
        var store = new InMemorySecretProvider { Answer = static (_, _) => new(SecretResult.Unavailable("away")) };
        await using var rig = new SecretRig(secrets => secrets.Add("store", _ => store).Require("secret://store/db"));
        var start = rig.StartAsync();

        await AdvanceUntilAsync(rig, () => start.IsCompleted);

        Assert.Contains("unavailable. away", (await Assert.ThrowsAsync<InvalidOperationException>(() => start)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_ThatCannotBe_AreAllNamed()
    {
        var services = new ServiceCollection();
        services.AddZeroTrustCore().AddSecrets(
            static secrets => secrets
                .Add("one", static _ => new InMemorySecretProvider(), static store => store.RefreshInterval = TimeSpan.Zero)
                .Add("one", static _ => new InMemorySecretProvider(), static store => store.LastGoodFor = TimeSpan.FromSeconds(5))
                .AddChain("chain", ["one", "two"]),
            static options => options.StartTimeout = TimeSpan.FromHours(1));
        using var provider = services.BuildServiceProvider();

        var fault = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<ISecrets>);

        Assert.Equal(5, fault.Failures.Count());
        Assert.Throws<ArgumentException>(static () => new ServiceCollection().AddZeroTrustCore().AddSecrets(static secrets => secrets.Add("No Name", static _ => new InMemorySecretProvider())));
        Assert.Throws<FormatException>(static () => new ServiceCollection().AddZeroTrustCore().AddSecrets(static secrets => secrets.Require("hunter2")));
    }

    [Fact]
    public async Task AddChain_GoesOnOnlyWhereASecretIsMissing()
    {
        var (first, second) = (new InMemorySecretProvider(), new InMemorySecretProvider());
        second.Set("db", "second");
        await using var rig = new SecretRig(secrets => secrets.Add("first", _ => first).Add("second", _ => second).AddChain("app", ["first", "second"]));
        var handle = rig.Secrets.GetHandle(SecretRef.Parse("secret://app/db"));
        Assert.Equal("second", SecretRig.Text((await handle.GetAsync()).Value));
        Assert.Equal("second:1", handle.Version);

        first.Answer = static (_, _) => new(SecretResult.Refused("closed"));
        second.Set("db", "chosen by whoever closed the first");
        await rig.AdvanceAsync(handle, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));
        Assert.Equal("second", SecretRig.Text(handle.Current.Value));

        first.Set("db", "first");
        first.Answer = null;
        await rig.AdvanceAsync(handle, TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        Assert.Equal(("first", "first:1"), (SecretRig.Text(handle.Current.Value), handle.Version));
    }

    private static async Task AdvanceUntilAsync(SecretRig rig, Func<bool> reached)
    {
        for (var i = 0; i < 10_000 && !reached(); i++)
        {
            rig.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
            SpinWait.SpinUntil(reached, 1);
        }

        Assert.True(reached());
    }
}
