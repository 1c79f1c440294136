using System.Runtime.Versioning;
using ZeroTrust.Security.Contracts;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

[UnsupportedOSPlatform("windows")]
public sealed class DirectoryKeyRingStoreTests : KeyRingStoreContract, IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Replace_MakesADirectoryAndFilesForTheOwnerAlone()
    {
        await _folder.OpenStore().TryReplaceAsync(new(1, new byte[] { 1 }), 0);

        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Keys));
        Assert.Equal(["ring", "ring.lock"], Directory.GetFiles(_folder.Keys).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(_folder.Keys), static file => Assert.Equal(Owner, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Replace_AfterAWriterDiedHalfWay_TakesNothingOfItsFile()
    {
        var store = _folder.OpenStore();
        await store.TryReplaceAsync(new(1, "one"u8.ToArray()), 0);
        await File.WriteAllTextAsync(Path.Combine(_folder.Keys, "ring.new"), "zerotrust-keyring 1 2\nhalf a rec");

        Assert.Equal(1, (await store.ReadAsync())!.Version);
        Assert.True(await store.TryReplaceAsync(new(2, "two"u8.ToArray()), 1));

        Assert.Equal("two"u8.ToArray(), (await _folder.OpenStore().ReadAsync())!.Content.ToArray());
        Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(_folder.Keys, "ring")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("zerotrust-keyring 1 2")]
    [InlineData("zerotrust-keyring 1 2\n")]
    [InlineData("zerotrust-keyring 1 0\nx")]
    [InlineData("zerotrust-keyring 1 -2\nx")]
    [InlineData("zerotrust-keyring 1 2x\nx")]
    [InlineData("zerotrust-keyring 2 2\nx")]
    public async Task Read_ADamagedFile_FailsAndLeavesItThere(string content)
    {
        var store = _folder.OpenStore();
        await store.TryReplaceAsync(new(1, new byte[] { 1 }), 0);
        var file = Path.Combine(_folder.Keys, "ring");
        await File.WriteAllTextAsync(file, content);

        await Assert.ThrowsAsync<KeyRingStoreException>(async () => await _folder.OpenStore().ReadAsync());
        await Assert.ThrowsAsync<KeyRingStoreException>(async () => await _folder.OpenStore().TryReplaceAsync(new(1, new byte[] { 1 }), 0));

        Assert.Equal(content, await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("nothing")]
    public async Task Read_WithoutTheDirectoryAbove_FailsAndMakesNone(string above)
    {
        await File.WriteAllTextAsync(_folder["file"], "");
        var store = new DirectoryKeyRingStore(new DiskFolder(Path.Combine(_folder[above], "keys")));

        await Assert.ThrowsAsync<KeyRingStoreException>(async () => await store.ReadAsync());
        Assert.False(Directory.Exists(_folder[above]));
    }

    protected override Task<IKeyRingStore> OpenAsync() => Task.FromResult<IKeyRingStore>(_folder.OpenStore());
}
