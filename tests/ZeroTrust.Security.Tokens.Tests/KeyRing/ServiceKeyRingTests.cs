using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

public sealed class ServiceKeyRingTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Refresh_AnEmptyStore_GetsOneKeyThatSignsAtOnce()
    {
        using var rig = new RingRig();
        Assert.Empty(rig.Ring.Keys);
        Assert.Null(rig.Ring.Current);

        await rig.Ring.RefreshAsync(default);

        var key = Assert.Single(rig.Ring.Keys);
        Assert.Equal((RingKeyState.Active, "ES256"), (key.State, key.Algorithm));
        Assert.Equal([key.KeyId], rig.Published());
        Assert.Equal(key.KeyId, Jws.KeyId(await rig.MintAsync()));
    }

    [Fact]
    public async Task Refresh_OverALife_AnnouncesThenSignsThenRetiresThenForgets()
    {
        using var rig = await RingRig.StartAsync();
        var first = rig.Active.KeyId;

        await AdvanceUntilAsync(rig, () => rig.Pending is not null);
        var second = rig.Pending!.KeyId;
        Assert.Equal(new HashSet<string> { first, second }, rig.Published());
        Assert.Equal(first, Jws.KeyId(await rig.MintAsync()));

        var waited = await AdvanceUntilAsync(rig, () => rig.Active.KeyId == second);
        Assert.InRange(waited, rig.Settings.PendingTime, rig.Settings.PendingTime + Step);
        Assert.Equal(new HashSet<string> { first, second }, rig.Published());
        Assert.Equal(second, Jws.KeyId(await rig.MintAsync()));

        var kept = await AdvanceUntilAsync(rig, () => rig.Ring.Keys.Count == 1);
        Assert.InRange(kept, KeyRingSettings.RetiringTime, KeyRingSettings.RetiringTime + Step);
        Assert.Equal([second], rig.Published());
    }

    [Fact]
    public async Task Refresh_AKeySignsForItsLifeOrUpToATenthLess()
    {
        using var rig = await RingRig.StartAsync();
        var lives = new List<TimeSpan>();
        for (var i = 0; i < 12; i++)
        {
            var active = rig.Active.KeyId;
            lives.Add(await AdvanceUntilAsync(rig, () => rig.Active.KeyId != active));
        }

        Assert.All(lives, life => Assert.InRange(life, rig.Settings.KeyLifetime * 0.9, rig.Settings.KeyLifetime + Step + Step));
        Assert.True(lives.Distinct().Count() > 6);
    }

    [Fact]
    public async Task Refresh_AnotherAlgorithmInTheSettings_IsThatOfTheNextKeyWhichComesAtOnce()
    {
        using var rig = await RingRig.StartAsync();
        using var changed = await RingRig.StartAsync(rig.Store, rig.Clock, RingRig.Defaults with { Algorithm = SignatureAlgorithm.ES384 });

        Assert.Equal("ES384", changed.Pending!.Algorithm);
        await changed.AdvanceAsync(changed.Settings.PendingTime);

        Assert.Equal("ES384", Jws.Header(await changed.MintAsync()).GetProperty("alg").GetString());
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES384")]
    public async Task Refresh_EveryAlgorithm_SignsAndIsPublished(string algorithm)
    {
        using var rig = await RingRig.StartAsync(settings: RingRig.Defaults with { Algorithm = Enum.Parse<SignatureAlgorithm>(algorithm) });

        Assert.Equal(algorithm, Jws.Header(await rig.MintAsync()).GetProperty("alg").GetString());
        Assert.Contains($"\"alg\":\"{algorithm}\"", rig.KeySet(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_ARecordThatIsOlderOrGone_IsNotTaken()
    {
        var store = new MovingStore();
        using var rig = await RingRig.StartAsync(store);
        var first = await store.ReadAsync();
        await AdvanceUntilAsync(rig, () => rig.Pending is not null);
        var version = rig.Ring.Version;

        store.Record = first;
        await Assert.ThrowsAsync<KeyRingStoreException>(() => rig.Ring.RefreshAsync(default));
        store.Record = null;
        await Assert.ThrowsAsync<KeyRingStoreException>(() => rig.Ring.RefreshAsync(default));

        Assert.Equal(version, rig.Ring.Version);
        Assert.Null(store.Record);
    }

    [Fact]
    public async Task Refresh_AStoreThatCannotBeRead_SignsAndPublishesWithinTheBoundAndNotBeyond()
    {
        var store = new MovingStore();
        using var rig = await RingRig.StartAsync(store);
        store.Fails = true;

        rig.Clock.Advance(KeyRingSettings.MaxStaleness - TimeSpan.FromSeconds(1));
        await rig.MintAsync();
        Assert.NotNull(rig.Ring.Current);

        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(rig.Ring.Current);
        var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => rig.MintAsync());
        Assert.Equal(ServiceTokenFailure.NoKey, fault.Failure);

        store.Fails = false;
        await rig.Ring.RefreshAsync(default);
        await rig.MintAsync();
    }

    [Fact]
    public async Task Mint_BeforeTheRingWasRead_ReadsItFirst()
    {
        using var rig = new RingRig();
        Assert.Equal(Jws.KeyId(await rig.MintAsync()), rig.Active.KeyId);

        using var broken = new RingRig(new MovingStore { Fails = true });
        var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => broken.MintAsync());
        Assert.Equal(ServiceTokenFailure.NoKey, fault.Failure);
    }

    [Fact]
    public async Task Refresh_AnotherKeyEncryptionKey_OpensNothingAndChangesNothing()
    {
        using var rig = await RingRig.StartAsync();
        var before = await rig.Store.ReadAsync();
        using var other = new RingRig(rig.Store, rig.Clock, protector: new AesGcmKeyProtector(new(new byte[32])));

        await Assert.ThrowsAsync<KeyRingStoreException>(() => other.Ring.RefreshAsync(default));
        await Assert.ThrowsAsync<KeyRingStoreException>(async () => await other.Ring.RevokeAsync(rig.Active.KeyId));

        Assert.Same(before, await rig.Store.ReadAsync());
        Assert.Empty(other.Ring.Keys);
    }

    [Fact]
    public async Task Refresh_AKeyUnderAnotherName_IsRefused()
    {
        using var rig = await RingRig.StartAsync();
        var record = (await rig.Store.ReadAsync())!;
        var renamed = System.Text.Encoding.UTF8.GetString(record.Content.Span).Replace(rig.Active.KeyId, new string('A', 43), StringComparison.Ordinal);
        using var other = new RingRig(new MovingStore { Record = record with { Content = System.Text.Encoding.UTF8.GetBytes(renamed) } });

        await Assert.ThrowsAsync<KeyRingStoreException>(() => other.Ring.RefreshAsync(default));
    }

    [Fact]
    public async Task Revoke_TheActiveKey_HasAnotherSignAtOnce()
    {
        using var rig = await RingRig.StartAsync();
        using var other = await RingRig.StartAsync(rig.Store, rig.Clock);
        var revoked = rig.Active.KeyId;

        Assert.True(await rig.Ring.RevokeAsync(revoked));

        Assert.DoesNotContain(revoked, rig.Published());
        Assert.NotEqual(revoked, Jws.KeyId(await rig.MintAsync()));
        await other.Ring.RefreshAsync(default);
        Assert.DoesNotContain(revoked, other.Published());
        Assert.Equal(rig.Active.KeyId, Jws.KeyId(await other.MintAsync()));
        Assert.False(await rig.Ring.RevokeAsync(revoked));
    }

    [Fact]
    public async Task Revoke_TheActiveKeyWithAnotherAnnounced_HasThatOneSign()
    {
        using var rig = await RingRig.StartAsync();
        await AdvanceUntilAsync(rig, () => rig.Pending is not null);
        var (active, pending) = (rig.Active.KeyId, rig.Pending!.KeyId);

        Assert.True(await rig.Ring.RevokeAsync(active));

        Assert.Equal(pending, rig.Active.KeyId);
        Assert.Equal([pending], rig.Published());
    }

    [Fact]
    public async Task Revoke_AKeyThatDoesNotSign_LeavesTheOneThatDoes()
    {
        using var rig = await RingRig.StartAsync();
        await AdvanceUntilAsync(rig, () => rig.Pending is not null);
        var active = rig.Active.KeyId;

        Assert.True(await rig.Ring.RevokeAsync(rig.Pending!.KeyId));

        Assert.Equal(active, rig.Active.KeyId);
        await AdvanceUntilAsync(rig, () => rig.Pending is not null);
        await AdvanceUntilAsync(rig, () => rig.Active.KeyId != active);
        Assert.True(await rig.Ring.RevokeAsync(active));
        Assert.Equal([rig.Active.KeyId], rig.Published());
    }

    private static async Task<TimeSpan> AdvanceUntilAsync(RingRig rig, Func<bool> reached)
    {
        var begun = rig.Clock.GetUtcNow();
        while (!reached())
        {
            await rig.AdvanceAsync(Step);
            Assert.True(rig.Clock.GetUtcNow() - begun < rig.Settings.KeyLifetime * 2);
        }

        return rig.Clock.GetUtcNow() - begun;
    }
}
