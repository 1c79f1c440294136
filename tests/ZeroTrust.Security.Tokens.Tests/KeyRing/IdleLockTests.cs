using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

public sealed class IdleLockTests
{
    [Fact]
    public async Task Replace_WhereLocksDoNotHold_IsRefused()
    {
        var disk = new SimulatedDisk { LocksHold = false };

        await Assert.ThrowsAsync<KeyRingStoreException>(async () => await new DirectoryKeyRingStore(disk.Mount()).TryReplaceAsync(new(1, new byte[] { 1 }), 0));
        Assert.Null(await new DirectoryKeyRingStore(disk.Mount()).ReadAsync());
    }
}
