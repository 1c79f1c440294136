using System.Runtime.Versioning;
using System.Text;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

[UnsupportedOSPlatform("windows")]
public sealed class KeyEncryptionKeyFileTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(7, 32).Select(static value => (byte)value)];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Read_BytesOrBase64_IsTheKey(string end)
    {
        using var expected = new Secret(Key);
        Assert.Equal(expected, KeyEncryptionKeyFile.Read(_folder.Write("raw", Key)));
        Assert.Equal(expected, KeyEncryptionKeyFile.Read(_folder.Write("text", Encoding.ASCII.GetBytes(Convert.ToBase64String(Key) + end))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("too short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("????????????????????????????????????????????")]
    public void Read_AnythingElse_IsRefused(string content) =>
        Assert.Throws<KeyRingStoreException>(() => KeyEncryptionKeyFile.Read(_folder.Write("kek", Encoding.ASCII.GetBytes(content))));

    [Fact]
    public void Read_AFileThatIsNotThere_IsRefused() =>
        Assert.Throws<KeyRingStoreException>(() => KeyEncryptionKeyFile.Read(_folder["nothing"]));
}
