using System.Security.Cryptography;
using System.Text;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Tests.Journal;

public sealed class LineHasherTests
{
    // FIPS 180-4 with the example of its two blocks: NIST's published example for SHA-256.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hash_OfThePublishedExample_IsAsPublished(bool throughPlatform)
    {
        using var hasher = new LineHasher(null, throughPlatform);

        Assert.Equal(LineHasher.Plain, hasher.Name);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Hash(hasher, "abc"u8));
        Assert.Equal("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1", Hash(hasher, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"u8));
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Hash(hasher, []));
    }

    [Fact]
    public void Hash_OfEveryLength_IsWhatThePlatformSays()
    {
        using var hasher = new LineHasher(null);
        var content = RandomNumberGenerator.GetBytes(2_000);
        for (var length = 0; length <= content.Length; length++)
        {
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(0, length))), Hash(hasher, content.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Hash_WithAKey_IsTheHmac()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        using var secret = new Secret(key);
        using var hasher = new LineHasher(secret);

        Assert.Equal(LineHasher.Keyed, hasher.Name);
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(key, "abc"u8)), Hash(hasher, "abc"u8));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hash_AllocatesNothing(bool throughPlatform)
    {
        using var hasher = new LineHasher(null, throughPlatform);
        var hex = new byte[JournalFormat.HashChars];
        hasher.Hash("abc"u8, hex);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            hasher.Hash("abc"u8, hex);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hash_AfterItsEnd_IsRefused(bool throughPlatform)
    {
        var hasher = new LineHasher(null, throughPlatform);
        hasher.Dispose();
        hasher.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Hash(hasher, "abc"u8));
    }

    private static string Hash(LineHasher hasher, ReadOnlySpan<byte> content)
    {
        var hex = new byte[JournalFormat.HashChars];
        hasher.Hash(content, hex);
        return Encoding.ASCII.GetString(hex);
    }
}
