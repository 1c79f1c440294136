using ZeroTrust.Security.Contracts;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Tokens.Tests.Revocations;

public sealed class InMemoryRevocationStoreTests : RevocationStoreContract
{
    private readonly InMemoryRevocationStore _store = new();

    protected override Task<IRevocationStore> OpenAsync() => Task.FromResult<IRevocationStore>(_store);
}
