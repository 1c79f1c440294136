namespace ZeroTrust.Security.Secrets.Vault.Tests.Database;

public sealed class DatabaseProviderTests : VaultTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task ALease_IsRenewedBeforeTwoThirdsOfItsLife_AndItsCredentialsStay()
    {
        Vault.Logins.Grant = (TimeSpan.FromHours(20), TimeSpan.FromHours(24), "service", ["orders"]);
        var (rig, handle) = await StartAsync(AppRole());
        var first = handle.Current;
        var made = Clock.GetUtcNow();

        for (var round = 1; round <= 3; round++)
        {
            var (landed, renewals) = (rig.Landed, Vault.Leases.Renewals.Count);
            await rig.AdvanceAsync(TimeSpan.FromMinutes(35), Minute);
            Assert.Equal(renewals, Vault.Leases.Renewals.Count);
            await rig.AdvanceAsync(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));
            await rig.LandedAsync(landed + 1);
        }

        Assert.Equal(3, Vault.Leases.Renewals.Count);
        Assert.Equal(made + TimeSpan.FromMinutes(40), Vault.Leases.Renewals[0], TimeSpan.FromMinutes(4));
        Assert.Equal("1", handle.Version);
        Assert.Equal("v-approle-orders-1", VaultRig.Text(handle.Current.Fields["username"]));
        Assert.True(handle.ExpiresAt > first.ExpiresAt);
    }

    [Fact]
    public async Task AtItsLongestLife_CredentialsAreMadeAnew_WhileTheOldOnesLive()
    {
        Vault.Database.Role = (TimeSpan.FromHours(1), TimeSpan.FromHours(2), true);
        var store = Open(AppRole(), stores: static secrets => secrets.AddVaultDatabase());
        var provider = Provider(store);
        using var first = (await provider.GetAsync(new("orders"))).Version!;
        await store.AdvanceAsync(TimeSpan.FromMinutes(40), Minute);
        var renewed = await provider.GetAsync(new("orders") { KnownVersion = first.Version });
        await store.AdvanceAsync(TimeSpan.FromMinutes(40), Minute);
        var again = await provider.GetAsync(new("orders") { KnownVersion = first.Version });
        await store.AdvanceAsync(TimeSpan.FromMinutes(20), Minute);

        using var second = (await provider.GetAsync(new("orders") { KnownVersion = first.Version })).Version!;

        Assert.Equal((SecretOutcome.Unchanged, SecretOutcome.Unchanged), (renewed.Outcome, again.Outcome));
        Assert.Equal(first.ExpiresAt + TimeSpan.FromHours(1), again.ExpiresAt);
        Assert.Equal("v-approle-orders-2", VaultRig.Text(second.Fields["username"]));
        Assert.Equal(("1", "2"), (first.Version, second.Version));
        Assert.Equal(2, Vault.Leases.Live.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ALeaseThatIsNotRenewed_OrIsGone_IsReplaced(bool isRenewable)
    {
        Vault.Database.Role = (TimeSpan.FromHours(1), TimeSpan.FromHours(24), isRenewable);
        var provider = Provider(Open(AppRole(), stores: static secrets => secrets.AddVaultDatabase()));
        using var first = (await provider.GetAsync(new("orders"))).Version!;
        if (isRenewable)
        {
            Vault.Leases.Revoke(Vault.Leases.Live.Single());
        }

        using var second = (await provider.GetAsync(new("orders") { KnownVersion = first.Version })).Version;

        Assert.Equal("v-approle-orders-2", VaultRig.Text(second!.Fields["username"]));
    }

    [Fact]
    public async Task CredentialsThatAreRefused_AreReplaced_AndTakenBack()
    {
        var (rig, handle) = await StartAsync(AppRole());
        await rig.AdvanceAsync(TimeSpan.FromSeconds(10));

        var other = await handle.ReplaceAsync(handle.Current);

        Assert.Equal("v-approle-orders-2", VaultRig.Text(other!.Fields["username"]));
        Assert.EndsWith("2", Vault.Leases.Live.Single().Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CredentialsOfATokenThatWasRevoked_AreReplacedAtOnce_NotAtTheirEnd()
    {
        Vault.KeyValues.Put("db", ("password", "p1"));
        var (rig, handle) = await StartAsync(AppRole());
        await rig.AdvanceAsync(TimeSpan.FromSeconds(10));
        var landed = rig.Landed;

        Vault.Tokens.Revoke(Vault.Tokens.Live.Single());
        (await rig.KeyValues().GetAsync(new("db"))).Version!.Dispose();
        await rig.AdvanceAsync(TimeSpan.FromSeconds(2));
        await rig.LandedAsync(landed + 1);

        Assert.Equal("v-approle-orders-2", VaultRig.Text(handle.Current.Fields["username"]));
    }

    [Fact]
    public async Task ALease_IsNotServedBeyondItsToken()
    {
        Vault.Logins.Grant = (TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(20), "batch", ["orders"]);
        var provider = Provider(Open(AppRole(), stores: static secrets => secrets.AddVaultDatabase()));

        using var made = (await provider.GetAsync(new("orders"))).Version!;

        Assert.Equal(Clock.GetUtcNow() + TimeSpan.FromMinutes(20), made.ExpiresAt);
        Assert.True(made.IsLeased);
    }

    [Fact]
    public async Task TheEndOfTheService_TakesEverythingBack()
    {
        var (rig, _) = await StartAsync(AppRole());

        await rig.DisposeAsync();

        Assert.Empty(Vault.Leases.Live);
        Assert.Empty(Vault.Tokens.Live);
        Assert.Equal((1, 0), (Vault.CountOf("POST", "auth/token/revoke-self"), Vault.CountOf("POST", "sys/leases/revoke")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TheEndOfTheService_TakesLeasesBack_AndLeavesATokenThatIsNotItsOwn_OrOfAKindThatIsNotRevoked(bool isBatch)
    {
        Vault.Logins.Grant = (TimeSpan.FromHours(1), TimeSpan.FromHours(1), "batch", ["orders"]);
        var (rig, _) = await StartAsync(isBatch ? AppRole() : TokenFile(TimeSpan.FromHours(1)));

        await rig.DisposeAsync();

        Assert.Empty(Vault.Leases.Live);
        Assert.Single(Vault.Tokens.Live);
        Assert.Equal(0, Vault.CountOf("POST", "auth/token/revoke-self"));
    }

    [Fact]
    public async Task Get_WhatIsNoRole_OrNoLease_SaysSo()
    {
        var provider = Provider(Open(AppRole(), stores: static secrets => secrets.AddVaultDatabase()));

        Assert.Equal(SecretOutcome.Missing, (await provider.GetAsync(new("other"))).Outcome);
        Assert.Equal(SecretOutcome.Missing, (await provider.GetAsync(new("orders") { Version = "1" })).Outcome);
        Assert.Equal(SecretOutcome.Refused, (await provider.GetAsync(new("orders/x"))).Outcome);
        Vault.Database.Role = (TimeSpan.Zero, TimeSpan.Zero, false);
        Assert.Equal(SecretOutcome.Malformed, (await provider.GetAsync(new("orders"))).Outcome);
    }

    private static DatabaseProvider Provider(VaultRig rig) => VaultServices.DatabaseOf(rig.Services, "vault", "database", "vault-db");

    private async Task<(VaultRig Rig, ISecretHandle Handle)> StartAsync(VaultLogin login)
    {
        var rig = Open(login, stores: static secrets => secrets.AddVaultDatabase().Require("secret://vault-db/orders", "the test", "username", "password"));
        await rig.StartAsync();
        return (rig, rig.Secrets.GetHandle(SecretRef.Parse("secret://vault-db/orders")));
    }
}
