using ZeroTrust.Security.Contracts;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

public sealed class MemoryKeyRingStoreTests : KeyRingStoreContract
{
    private readonly MemoryKeyRingStore _store = new();

    protected override Task<IKeyRingStore> OpenAsync() => Task.FromResult<IKeyRingStore>(_store);
}
