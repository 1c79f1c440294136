using System.Text;
using ZeroTrust.Security.Tokens.ApiKeys;

namespace ZeroTrust.Security.Tokens.Tests.ApiKeys;

public sealed class ApiKeyFormatTests
{
    private const string PublicId = "0123456789ABCDEF";

    private static readonly ApiKeyFormat Format = new("zt_live");

    [Fact]
    public void Key_IsPrefixPublicIdSecretAndChecksum_WithoutADot()
    {
        var text = Make();

        Assert.Matches("^zt_live_0123456789ABCDEF_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$", text);
        Assert.True(Format.TryRead(text, out var key));
        Assert.Equal(PublicId, key.PublicId.ToString());
        Assert.Equal(text["zt_live_".Length..^7], key.Proof.ToString());
    }

    [Fact]
    public void Secrets_HaveAtLeast256Bits_PublicIdsAtLeast64()
    {
        Assert.True(ApiKeyFormat.SecretLength * Math.Log2(ApiKeyFormat.Alphabet.Length) >= 256);
        Assert.True(ApiKeyFormat.PublicIdLength * Math.Log2(ApiKeyFormat.Alphabet.Length) >= 64);
        Assert.Equal(62, ApiKeyFormat.Alphabet.Distinct().Count());
        Assert.Equal(500, Enumerable.Range(0, 500).Select(static _ => Make()).Distinct().Count());
    }

    [Fact]
    public void Checksum_IsCrc32C()
    {
        // RFC 3720 appendix B.4 gives CRC-32C of 32 bytes of zeros as 8A9136AA.
        Span<char> checksum = stackalloc char[ApiKeyChecksum.Length];

        ApiKeyChecksum.Write(new string('\0', 32), checksum);

        Assert.Equal(0x8A9136AAu, checksum.ToArray().Aggregate(0u, static (value, digit) => (value * 62) + (uint)ApiKeyFormat.Alphabet.IndexOf(digit)));
    }

    [Fact]
    public void AnyCharacterChanged_IsRefused()
    {
        for (var round = 0; round < 20; round++)
        {
            var text = Make();
            for (var position = 0; position < text.Length; position++)
            {
                foreach (var other in ApiKeyFormat.Alphabet + "_-. \0é")
                {
                    if (other != text[position])
                    {
                        AssertRefused($"{text[..position]}{other}{text[(position + 1)..]}");
                    }
                }
            }
        }
    }

    [Fact]
    public void TwoNeighboursExchanged_OrOneLeftOutOrDoubled_IsRefused()
    {
        for (var round = 0; round < 50; round++)
        {
            var text = Make();
            for (var position = 0; position < text.Length - 1; position++)
            {
                var swapped = new StringBuilder(text) { [position] = text[position + 1], [position + 1] = text[position] }.ToString();
                if (swapped != text)
                {
                    AssertRefused(swapped);
                }

                AssertRefused(text.Remove(position, 1));
                AssertRefused(text.Insert(position, text[position..(position + 1)]));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("zt_live_")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.AAAA")]
    [InlineData("ZT_LIVE_0123456789ABCDEF_0123456789012345678901234567890123456789012_000000")]
    public void OtherTexts_AreRefused(string text) => AssertRefused(text);

    [Fact]
    public void KeyOfAnotherPrefix_IsRefused()
    {
        Assert.True(new ApiKeyFormat("zt_test").TryRead(Make("zt_test"), out _));
        AssertRefused(Make("zt_test"));
    }

    private static string Make(string prefix = "zt_live")
    {
        var format = new ApiKeyFormat(prefix);
        Span<char> text = stackalloc char[format.Length];
        format.Write(PublicId, text);
        return text.ToString();
    }

    private static void AssertRefused(string text) => Assert.False(Format.TryRead(text, out _), text);
}
