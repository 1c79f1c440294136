using ZeroTrust.Security.Contracts;
using ZeroTrust.Security.Tokens.ApiKeys;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.ApiKeys;

public sealed class InMemoryApiKeyStoreTests : ApiKeyStoreContract
{
    private readonly InMemoryApiKeyStore _store = new();

    protected override Task<IApiKeyStore> OpenAsync() => Task.FromResult<IApiKeyStore>(_store);
}

public sealed class DirectoryApiKeyStoreTests : ApiKeyStoreContract, IDisposable
{
    private readonly DirectoryInfo _above = Directory.CreateTempSubdirectory();

    private string Folder => Path.Combine(_above.FullName, "keys");

    public void Dispose() => _above.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("zerotrust-apikeys 1 1\n")]
    [InlineData("zerotrust-apikeys 1 1\n[{}]")]
    [InlineData("zerotrust-apikeys 1 1\n[{\"id\":\"a\"}")]
    [InlineData("zerotrust-apikeys 1 0\n[]")]
    [InlineData("zerotrust-apikeys 2 1\n[]")]
    [InlineData("something else\n[]")]
    [InlineData("zerotrust-apikeys 1 1\n[{\"id\":\"a\",\"revision\":1,\"service\":\"s\",\"permissions\":[],\"created\":\"2030-01-01T00:00:00Z\",\"versions\":[]}]")]
    public async Task DamagedFile_IsRefusedAndNeverReplaced(string content)
    {
        var store = await OpenAsync();
        await store.RemoveAsync("nothing", default);
        var file = Path.Combine(Folder, "apikeys");
        await File.WriteAllTextAsync(file, content);
        RestrictToOwner(file);

        await Assert.ThrowsAsync<ApiKeyStoreException>(() => store.ReadAsync(null, default));
        await Assert.ThrowsAsync<ApiKeyStoreException>(() => store.TryAddAsync(Some(), default));

        Assert.Equal(content, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task File_IsOpenToItsOwnerAlone_AndRefusedWhenItIsNot()
    {
        var store = await OpenAsync();
        await store.TryAddAsync(Some(), default);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var file = Path.Combine(Folder, "apikeys");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherRead);

        await Assert.ThrowsAsync<ApiKeyStoreException>(() => store.ReadAsync(null, default));
    }

    [Fact]
    public async Task FileThatIsGone_HasNoKeys()
    {
        var store = await OpenAsync();
        await store.TryAddAsync(Some(), default);
        var position = (await store.ReadAsync(null, default)).Position;
        File.Delete(Path.Combine(Folder, "apikeys"));

        var changes = await store.ReadAsync(position, default);

        Assert.True(changes.IsEverything);
        Assert.Empty(changes.Changed);
    }

    [Fact]
    public async Task ReadingWhatIsKnown_ReturnsNoKeys()
    {
        var store = await OpenAsync();
        await store.TryAddAsync(Some(), default);
        var everything = await store.ReadAsync(null, default);

        var nothing = await store.ReadAsync(everything.Position, default);

        Assert.Single(everything.Changed);
        Assert.False(nothing.IsEverything);
        Assert.Empty(nothing.Changed);
    }

    protected override Task<IApiKeyStore> OpenAsync() => Task.FromResult<IApiKeyStore>(new DirectoryApiKeyStore(new DiskFolder(Folder)));

    private static ApiKeyRecord Some() => new()
    {
        Id = "key",
        Revision = 1,
        Service = "orders",
        Permissions = [],
        CreatedAt = DateTimeOffset.UnixEpoch,
        Versions = [new() { PublicId = "key", Hash = new byte[32], PepperName = "p", CreatedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.MaxValue }],
    };

    private static void RestrictToOwner(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
