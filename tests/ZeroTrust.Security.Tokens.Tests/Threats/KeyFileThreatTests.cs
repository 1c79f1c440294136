using System.Runtime.Versioning;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Tests.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

[UnsupportedOSPlatform("windows")]
public sealed class KeyFileThreatTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly byte[] Key = new byte[32];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task H9_ARingThatOthersMayOpen_IsNotRead(UnixFileMode others)
    {
        var store = _folder.OpenStore();
        await store.TryReplaceAsync(new(1, new byte[] { 1 }), 0);
        File.SetUnixFileMode(Path.Combine(_folder.Keys, "ring"), Owner | others);

        await Assert.ThrowsAsync<KeyRingStoreException>(async () => await store.ReadAsync());
        await Assert.ThrowsAsync<KeyRingStoreException>(async () => await store.TryReplaceAsync(new(2, new byte[] { 1 }), 1));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupExecute)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    public async Task H9_ADirectoryThatOthersMayEnter_IsNotUsed(UnixFileMode others)
    {
        var store = _folder.OpenStore();
        await store.TryReplaceAsync(new(1, new byte[] { 1 }), 0);
        File.SetUnixFileMode(_folder.Keys, Owner | UnixFileMode.UserExecute | others);

        await Assert.ThrowsAsync<KeyRingStoreException>(async () => await store.ReadAsync());
    }

    [Theory]
    [InlineData("ring")]
    [InlineData("ring.lock")]
    public async Task H9_ALinkInPlaceOfAFile_IsNotFollowed(string name)
    {
        var store = _folder.OpenStore();
        await store.TryReplaceAsync(new(1, new byte[] { 1 }), 0);
        var file = Path.Combine(_folder.Keys, name);
        File.Move(file, _folder["elsewhere"]);
        File.CreateSymbolicLink(file, _folder["elsewhere"]);

        await Assert.ThrowsAsync<KeyRingStoreException>(async () => await store.TryReplaceAsync(new(2, new byte[] { 1 }), 1));
    }

    [Fact]
    public void H9_AKeyEncryptionKeyThatOthersMayRead_IsNotRead()
    {
        var file = _folder.Write("kek", Key);
        KeyEncryptionKeyFile.Read(file).Dispose();
        foreach (var others in (UnixFileMode[])[UnixFileMode.GroupRead, UnixFileMode.GroupWrite, UnixFileMode.OtherRead, UnixFileMode.OtherWrite])
        {
            File.SetUnixFileMode(file, Owner | others);
            Assert.Throws<KeyRingStoreException>(() => KeyEncryptionKeyFile.Read(file));
        }
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("..data/../../elsewhere")]
    [InlineData("..out/elsewhere")]
    [InlineData("loop")]
    public void H9_ALinkThatLeadsOutOfItsDirectory_IsNotFollowed(string target)
    {
        _folder.Write("elsewhere", Key);
        _folder.Write("mount/..data/kek", Key);
        File.CreateSymbolicLink(_folder["mount/..out"], "..");
        File.CreateSymbolicLink(_folder["mount/loop"], "loop");
        File.CreateSymbolicLink(_folder["mount/kek"], target);

        Assert.Throws<KeyRingStoreException>(() => KeyEncryptionKeyFile.Read(_folder["mount/kek"]));
    }

    [Fact]
    public async Task H9_AMountedKeyThatIsSwapped_IsReadWholeEachTime()
    {
        // Much as Kubernetes swaps the files of a mounted secret: a link to a link that leads into one of two directories.
        _folder.Write("mount/..1/kek", [.. Enumerable.Repeat((byte)1, 32)]);
        _folder.Write("mount/..2/kek", [.. Enumerable.Repeat((byte)2, 32)]);
        File.CreateSymbolicLink(_folder["mount/..data"], "..1/kek");
        File.CreateSymbolicLink(_folder["mount/kek"], "..data");
        using var ended = new CancellationTokenSource();
        var swapping = Task.Run(() => SwapUntil(ended.Token));
        for (var i = 0; i < 10_000; i++)
        {
            using var key = KeyEncryptionKeyFile.Read(_folder["mount/kek"]);
            Assert.True(key.Reveal(0, static (bytes, _) => bytes.Length == 32 && bytes.IndexOfAnyExcept(bytes[0]) < 0));
        }

        await ended.CancelAsync();
        await swapping;
    }

    private void SwapUntil(CancellationToken ended)
    {
        for (var i = 0; !ended.IsCancellationRequested; i++)
        {
            File.CreateSymbolicLink(_folder["mount/..tmp"], i % 2 == 0 ? "..2/kek" : "..1/kek");
            File.Move(_folder["mount/..tmp"], _folder["mount/..data"], overwrite: true);
        }
    }
}
