namespace ZeroTrust.Security.Tokens.Tests.ApiKeys;

public sealed class ApiKeyServiceTests
{
    [Fact]
    public async Task Create_TheKeyProvesItsService()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var created = await rig.Service.CreateAsync(new("orders") { Permissions = ["payments:charge"], Tenant = "acme" });

        var verdict = rig.Verifier.Verify(ApiKeyRig.TextOf(created));

        Assert.Equal(ApiKeyFailure.None, verdict.Failure);
        Assert.Equal(new ServiceIdentity("orders", "api-keys", created.Key.Id), verdict.Caller?.Service);
        Assert.Equal(("acme", null, null), (verdict.Caller!.Tenant, verdict.Caller.User, verdict.Caller.Client));
        Assert.True(verdict.Caller.Permissions.HasPermission("payments:charge"));
        Assert.Same(verdict.Caller, rig.Verifier.Verify(ApiKeyRig.TextOf(created)).Caller);
    }

    [Fact]
    public async Task Create_WithoutALifetime_ExpiresAtTheEdgeOfTheDefault()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var (_, text) = await rig.CreateAsync();
        var expiry = rig.Clock.GetUtcNow() + TimeSpan.FromDays(90);

        rig.Clock.JumpTo(expiry - TimeSpan.FromTicks(1));
        Assert.Equal(ApiKeyFailure.None, rig.Judge(text));
        rig.Clock.JumpTo(expiry);
        Assert.Equal(ApiKeyFailure.Expired, rig.Judge(text));
    }

    [Theory]
    [InlineData("", "orders:read", 1)]
    [InlineData(" orders", "orders:read", 1)]
    [InlineData("ord\ners", "orders:read", 1)]
    [InlineData("orders", "orders:*", 1)]
    [InlineData("orders", "*", 1)]
    [InlineData("orders", "", 1)]
    [InlineData("orders", "orders:read", 0)]
    [InlineData("orders", "orders:read", 366)]
    public async Task Create_WrongRequests_AreRefused(string service, string permission, int days)
    {
        await using var rig = await ApiKeyRig.StartAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => rig.Service.CreateAsync(new(service) { Permissions = [permission], Lifetime = TimeSpan.FromDays(days) }));

        Assert.Empty(rig.Service.List());
    }

    [Fact]
    public async Task Rotate_BothAreTakenForTheOverlap_ThenTheNewOneAlone()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var (id, old) = await rig.CreateAsync();

        var rotated = await rig.Service.RotateAsync(id, TimeSpan.FromSeconds(30));
        var next = ApiKeyRig.TextOf(rotated!);

        Assert.Equal(id, rotated!.Key.Id);
        Assert.Equal((ApiKeyFailure.None, ApiKeyFailure.None), (rig.Judge(old), rig.Judge(next)));
        Assert.NotEqual(id, rig.Verifier.Verify(next).Caller!.Service!.Subject);
        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        await rig.Follower.Flight;
        Assert.Equal((ApiKeyFailure.Expired, ApiKeyFailure.None), (rig.Judge(old), rig.Judge(next)));
    }

    [Fact]
    public async Task Rotate_AgainWithinTheOverlap_EndsTheOldestAtOnce()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var (id, first) = await rig.CreateAsync();
        var second = ApiKeyRig.TextOf((await rig.Service.RotateAsync(id, TimeSpan.FromHours(1)))!);

        var third = await rig.Service.RotateAsync(id, TimeSpan.FromHours(1));

        Assert.Equal(ApiKeyRecord.MaxVersions, third!.Key.Versions.Count);
        Assert.Equal(
            (ApiKeyFailure.Unknown, ApiKeyFailure.None, ApiKeyFailure.None),
            (rig.Judge(first), rig.Judge(second), rig.Judge(ApiKeyRig.TextOf(third))));
    }

    [Fact]
    public async Task Rotate_NeverLengthensTheOldOne()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var key = await rig.Service.CreateAsync(new("orders") { Lifetime = TimeSpan.FromMinutes(2) });

        var rotated = await rig.Service.RotateAsync(key.Key.Id, TimeSpan.MaxValue);

        Assert.Equal(key.Key.ExpiresAt, rotated!.Key.Versions[0].ExpiresAt);
    }

    [Fact]
    public async Task Revoke_EndsEveryVersionAtOnceAndForGood()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var (id, old) = await rig.CreateAsync();
        var next = ApiKeyRig.TextOf((await rig.Service.RotateAsync(id, TimeSpan.FromHours(1)))!);

        Assert.True(await rig.Service.RevokeAsync(id));

        Assert.Equal((ApiKeyFailure.Revoked, ApiKeyFailure.Revoked), (rig.Judge(old), rig.Judge(next)));
        Assert.True(await rig.Service.RevokeAsync(id));
        Assert.Null(await rig.Service.RotateAsync(id, TimeSpan.Zero));
        Assert.NotNull(Assert.Single(rig.Service.List()).RevokedAt);
    }

    [Fact]
    public async Task Revoke_TheStoreFails_IsInForceHereAndStaysSo()
    {
        var store = new FailingStore(new InMemoryApiKeyStore());
        await using var rig = await ApiKeyRig.StartAsync(store);
        var (id, text) = await rig.CreateAsync();
        store.Failure = new IOException("down");

        await Assert.ThrowsAsync<ApiKeyStoreException>(() => rig.Service.RevokeAsync(id));
        store.Failure = null;
        await rig.PollAsync();

        Assert.Equal(ApiKeyFailure.Revoked, rig.Judge(text));
        Assert.Null(Assert.Single((await store.ReadAsync(null, default)).Changed).RevokedAt);
        Assert.True(await rig.Service.RevokeAsync(id));
        Assert.NotNull(Assert.Single((await store.ReadAsync(null, default)).Changed).RevokedAt);
    }

    [Fact]
    public async Task Change_SomebodyElseWasFirst_IsMadeOnTheirForm()
    {
        var store = new FailingStore(new InMemoryApiKeyStore());
        var clock = new Testing.ManualTimeProvider();
        await using var rig = await ApiKeyRig.StartAsync(store, clock);
        await using var other = await ApiKeyRig.StartAsync(store, clock);
        var (id, _) = await rig.CreateAsync();
        var tries = 0;
        store.BeforeReplace = async () => _ = tries++ == 0 ? await other.Service.RotateAsync(id, TimeSpan.FromHours(1)) : null;

        Assert.True(await rig.Service.RevokeAsync(id));

        var stored = Assert.Single((await store.ReadAsync(null, default)).Changed);
        Assert.Equal((3L, 2), (stored.Revision, stored.Versions.Count));
        Assert.NotNull(stored.RevokedAt);
    }

    [Fact]
    public async Task UnknownIds_AreSaidToBe()
    {
        await using var rig = await ApiKeyRig.StartAsync();

        Assert.False(await rig.Service.RevokeAsync("nobody"));
        Assert.False(await rig.Service.RemoveAsync("nobody"));
        Assert.Null(await rig.Service.RotateAsync("nobody", TimeSpan.Zero));
    }

    [Fact]
    public async Task Remove_TheKeyIsUnknown()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var (id, text) = await rig.CreateAsync();

        Assert.True(await rig.Service.RemoveAsync(id));

        Assert.Equal(ApiKeyFailure.Unknown, rig.Judge(text));
        Assert.Equal(0, rig.Table.Count);
    }

    [Fact]
    public async Task EachChange_IsOnRecordByItsId()
    {
        await using var rig = await ApiKeyRig.StartAsync();
        var (id, _) = await rig.CreateAsync();
        await rig.Service.RotateAsync(id, TimeSpan.Zero);
        await rig.Service.RevokeAsync(id);
        await rig.Service.RemoveAsync(id);

        Assert.Equal(["create", "rotate", "revoke", "remove"], rig.Trail.Events.Select(static e => e.Action));
        Assert.All(rig.Trail.Events, e => Assert.Equal(("api-key", id), (e.Type, e.Resource)));
        Assert.Equal([2700, 2710, 2711, 2712, 2713], rig.Log.Lines.Select(static line => line.Id));
    }
}
