using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Login;

public sealed class TokenKeeperTests : VaultTest
{
    [Fact]
    public async Task AppRole_LogsInOnce_ForAllThatIsReadAtOnce()
    {
        Vault.KeyValues.Put("db", ("password", "p1"));
        var rig = Open(AppRole());
        var store = rig.KeyValues();

        await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ => (await store.GetAsync(new("db"))).Version!.Dispose()));

        Assert.Equal(1, Vault.CountOf("POST", "auth/approle/login"));
        Assert.All(Vault.Requests, static request => Assert.Equal(request.Path == "auth/approle/login", request.Token is null));
    }

    [Fact]
    public async Task Kubernetes_ReadsTheTokenAnew_ForEachLogin()
    {
        Vault.KeyValues.Put("db", ("password", "p1"));
        Vault.Logins.ServiceAccounts.Add("jwt.one");
        var file = Put("jwt", "jwt.one", UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var store = Open(VaultLogin.Kubernetes("orders", tokenFile: file)).KeyValues();
        (await store.GetAsync(new("db"))).Version!.Dispose();

        Vault.Logins.ServiceAccounts.Clear();
        Vault.Logins.ServiceAccounts.Add("jwt.two");
        Put("jwt", "jwt.two");
        Vault.Tokens.Revoke(Vault.Tokens.Live.Single());
        using var found = (await store.GetAsync(new("db"))).Version;

        Assert.NotNull(found);
        Assert.Equal(["jwt.one", "jwt.two"], Vault.Requests.Where(static request => request.Path == "auth/kubernetes/login").Select(static request => request.Field("jwt")));
    }

    [Fact]
    public async Task ATokenThatCanBeRenewedNoMore_IsReplacedWhileItLives_AndBothAreRevokedAtTheEnd()
    {
        Vault.Logins.Grant = (TimeSpan.FromHours(1), TimeSpan.FromHours(2), "service", ["orders"]);
        Vault.KeyValues.Put("db", ("password", "p1"));
        var rig = Open(AppRole());
        (await rig.KeyValues().GetAsync(new("db"))).Version!.Dispose();

        // Renewed at 0:30 to 1:30, at 1:00 and 1:30 to 2:00, where half an hour is half of what it began with, and at 1:45 to 2:00.
        await rig.AdvanceAsync(TimeSpan.FromMinutes(119), TimeSpan.FromMinutes(1));

        Assert.Equal(2, Vault.CountOf("POST", "auth/approle/login"));
        Assert.Equal(2, Vault.Tokens.Live.Count);
        await rig.DisposeAsync();
        Assert.Empty(Vault.Tokens.Live);
    }

    [Fact]
    public async Task ABatchToken_IsNeitherRenewedNorRevoked_ButHadAnew()
    {
        Vault.Logins.Grant = (TimeSpan.FromHours(1), TimeSpan.FromHours(1), "batch", ["orders"]);
        Vault.KeyValues.Put("db", ("password", "p1"));
        var rig = Open(AppRole());
        (await rig.KeyValues().GetAsync(new("db"))).Version!.Dispose();

        await rig.AdvanceAsync(TimeSpan.FromMinutes(31), TimeSpan.FromMinutes(1));
        await rig.DisposeAsync();

        Assert.Equal(2, Vault.CountOf("POST", "auth/approle/login"));
        Assert.Equal((0, 0), (Vault.CountOf("POST", "auth/token/renew-self"), Vault.CountOf("POST", "auth/token/revoke-self")));
    }

    [Fact]
    public async Task ATokenOfAFile_IsRenewed_FollowsTheFile_AndIsNotRevoked()
    {
        Vault.KeyValues.Put("db", ("password", "p1"));
        var rig = Open(TokenFile(TimeSpan.FromHours(1)));
        (await rig.KeyValues().GetAsync(new("db"))).Version!.Dispose();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(1));
        var next = Vault.Tokens.Make(TimeSpan.FromHours(1));
        Put("token", next.Id);
        Vault.Tokens.Revoke(Vault.Tokens.Live.First());

        using var found = (await rig.KeyValues().GetAsync(new("db"))).Version;
        await rig.DisposeAsync();

        Assert.NotNull(found);
        Assert.Equal(1, Vault.CountOf("POST", "auth/token/renew-self"));
        Assert.Equal([next], Vault.Tokens.Live);
    }

    [Fact]
    public async Task ARefusalThatIsThePolicys_CausesNoLogin_UntilTheTokenIsOld()
    {
        Vault.Tokens.Allows = static request => request.Path.StartsWith("auth/token/", StringComparison.Ordinal);
        var rig = Open(AppRole());
        var store = rig.KeyValues();

        for (var minute = 0; minute < 9; minute++)
        {
            Assert.Equal(SecretOutcome.Refused, (await store.GetAsync(new("db"))).Outcome);
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, Vault.CountOf("POST", "auth/approle/login"));
        Vault.Tokens.Allows = static _ => true;
        Vault.KeyValues.Put("db", ("password", "p1"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        using var found = (await store.GetAsync(new("db"))).Version;

        Assert.NotNull(found);
        Assert.Equal(2, Vault.CountOf("POST", "auth/approle/login"));
    }

    [Fact]
    public async Task ALoginThatFails_IsTriedOnceInEachStep_WhateverAsksForIt()
    {
        var rig = Open(AppRole());
        Vault.Logins.SecretIds.Clear();
        var store = rig.KeyValues();

        for (var second = 0; second < 120; second++)
        {
            var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.GetAsync(new("db")).AsTask()));
            Assert.All(all, static result => Assert.Equal(SecretOutcome.Refused, result.Outcome));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        // At 0, 1, 3, 7, 15, 31, 63 seconds, and a minute later.
        Assert.InRange(Vault.CountOf("POST", "auth/approle/login"), 7, 8);
        Assert.Single(rig.Log, static line => line.StartsWith("Error 5501", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H12_ATokenThatMayDoEverything_IsRefused_UnlessAllowed(bool isAllowed)
    {
        Vault.KeyValues.Put("db", ("password", "p1"));
        var file = Put("token", Vault.Tokens.Make(null, policies: ["root"]).Id);

        var result = await Open(VaultLogin.TokenFile(file), options => options.AllowRootToken = isAllowed).KeyValues().GetAsync(new("db"));

        using var version = result.Version;
        Assert.Equal(isAllowed ? SecretOutcome.Found : SecretOutcome.Refused, result.Outcome);
    }

    [Fact]
    public async Task TheNamespace_IsOfLoginsAndReadings()
    {
        Vault.Namespace = "team/orders";
        Vault.KeyValues.Put("db", ("password", "p1"));

        using var found = (await Open(AppRole(), static options => options.Namespace = "team/orders/").KeyValues().GetAsync(new("db"))).Version;
        var elsewhere = await Open(AppRole()).KeyValues().GetAsync(new("db"));

        Assert.NotNull(found);
        Assert.Equal(SecretOutcome.Refused, elsewhere.Outcome);
        Assert.Contains("namespace", elsewhere.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatOthersMayRead_IsRefused_ButForServiceAccounts()
    {
        var mode = UnixFileMode.UserRead | UnixFileMode.OtherRead;
        Vault.Logins.SecretIds.Add("id");

        var refused = await Open(VaultLogin.AppRole(EmulatedLogins.RoleId, Put("id", "id", mode))).KeyValues().GetAsync(new("db"));
        var taken = await Open(VaultLogin.AppRole(EmulatedLogins.RoleId, Put("id", "id", mode)) with { AllowFileReadableByEveryone = true }).KeyValues().GetAsync(new("db"));
        var missing = await Open(VaultLogin.AppRole(EmulatedLogins.RoleId, Path.GetTempPath() + "zt-no-such-file")).KeyValues().GetAsync(new("db"));

        Assert.Equal((SecretOutcome.Refused, SecretOutcome.Missing, SecretOutcome.Unavailable), (refused.Outcome, taken.Outcome, missing.Outcome));
    }
}
