using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Tests.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.Rotation;

public sealed class KeyEncryptionKeyRotationTests
{
    [Fact]
    public async Task H10_AKeyEncryptionKeyThatIsRotated_WrapsTheRingAnew_SoThatTheOneBeforeIsNotNeededAnyMore()
    {
        await using var host = await StartAsync(1);
        var store = new MemoryKeyRingStore();
        using var ring = Ring(host, store);
        await ring.RefreshAsync(default);
        var key = ring.Keys.Single();

        await host.RotateAsync("kek", RotationHost.Key(2));
        await ring.RefreshAsync(default);

        Assert.Equal(key, ring.Keys.Single());
        Assert.Equal(2, ring.Version);
        using var onlyNew = new RingRig(store, host.Clock, protector: new AesGcmKeyProtector(new(RotationHost.Bytes(2))));
        await onlyNew.Ring.RefreshAsync(default);
        Assert.Equal(key.KeyId, onlyNew.Active.KeyId);
        using var onlyOld = new RingRig(store, host.Clock, protector: new AesGcmKeyProtector(new(RotationHost.Bytes(1))));
        await Assert.ThrowsAsync<KeyRingStoreException>(() => onlyOld.Ring.RefreshAsync(default));
        await ring.RefreshAsync(default);
        Assert.Equal(2, ring.Version);
    }

    [Fact]
    public async Task Opening_WithTheOneBefore_IsCounted()
    {
        await using var host = await StartAsync(1);
        var count = 0.0;
        using var listener = host.Meters.Listen("zerotrust.keyring.previous_key_uses", (_, value) => count += value);
        var protector = Protector(host);
        using var key = new Secret([1, 2, 3]);
        var wrapped = await protector.ProtectAsync(key, default);
        using (await protector.UnprotectAsync(wrapped, default))
        {
            Assert.Equal(0, count);
        }

        await host.RotateAsync("kek", RotationHost.Key(2));

        Assert.False(protector.IsCurrent(wrapped));
        using (var opened = await protector.UnprotectAsync(wrapped, default))
        {
            Assert.Equal(key, opened);
            Assert.Equal(1, count);
        }

        host.Clock.Advance(RotationHost.PreviousFor);
        await Assert.ThrowsAsync<CryptographicException>(async () => await protector.UnprotectAsync(wrapped, default));
    }

    [Fact]
    public async Task AProcess_ThatDoesNotKnowTheNextOneYet_AsksForIt()
    {
        await using var host = await StartAsync(1);
        var protector = Protector(host);
        using var key = new Secret([1, 2, 3]);
        using var elsewhere = new AesGcmKeyProtector(new(RotationHost.Bytes(2)));
        var wrapped = await elsewhere.ProtectAsync(key, default);

        // The clock stands: nothing but what does not open has the store asked.
        host.Store.Set("kek", RotationHost.Key(2));
        using var opened = await protector.UnprotectAsync(wrapped, default);

        Assert.Equal(key, opened);
    }

    [Fact]
    public async Task ARotation_ToWhatIsNoKey_LeavesTheRingAtWork()
    {
        await using var host = await StartAsync(1);
        var store = new MemoryKeyRingStore();
        using var ring = Ring(host, store);
        await ring.RefreshAsync(default);

        await host.RotateAsync("kek", "canary-4711");
        await ring.RefreshAsync(default);

        Assert.NotNull(ring.SigningNow);
        using var again = Ring(host, store);
        await again.RefreshAsync(default);
        Assert.NotNull(again.SigningNow);
    }

    private static async Task<RotationHost> StartAsync(int kek)
    {
        var host = new RotationHost(static _ => { });
        host.Store.Set("kek", RotationHost.Key(kek));
        await host.Handle("kek").GetAsync();
        return host;
    }

    private static LiveKeyProtector Protector(RotationHost host) => new(host.Handle("kek"), new(host.Meters));

    private static ServiceKeyRing Ring(RotationHost host, MemoryKeyRingStore store) => new RingRig(store, host.Clock, protector: Protector(host)).Ring;
}
