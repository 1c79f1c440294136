using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Encryption.Tests.Sealing;

public sealed class MessageSealerTests
{
    [Theory]
    [MemberData(nameof(TestKeys.Algorithms), MemberType = typeof(TestKeys))]
    public void Seal_Twice_HasNoPartInCommonButWhatSaysForWhomItIs(string algorithm)
    {
        using var keys = TestKeys.Of(algorithm);
        var (one, other) = (keys.Seal("4111").Split('.'), keys.Seal("4111").Split('.'));

        Assert.All(Enumerable.Range(1, 4), part => Assert.NotEqual(one[part], other[part]));
    }

    [Theory]
    [MemberData(nameof(TestKeys.Algorithms), MemberType = typeof(TestKeys))]
    public void Seal_WritesTheHeaderThatIsDocumented(string algorithm)
    {
        using var keys = TestKeys.Of(algorithm);
        var header = (JsonObject)JsonNode.Parse(Base64Url.DecodeFromChars(keys.Seal("4111").Split('.')[0]))!;

        string[] expected = ["alg", "enc", "kid", "typ", "aud"];
        Assert.Equal(algorithm == "ECDH-ES+A256KW" ? [.. expected, "epk"] : expected, header.Select(static parameter => parameter.Key));
        Assert.Equal((algorithm, "A256GCM", "key-1"), ((string?)header["alg"], (string?)header["enc"], (string?)header["kid"]));
        Assert.Equal(("card-number", "payments"), ((string?)header["typ"], (string?)header["aud"]));
    }

    [Fact]
    public void Seal_WithAKeyIdThatNeedsEscapes_Opens()
    {
        using var key = TestKey.Create("ECDH-ES+A256KW", "a\"b\\c\u00e9");
        using var keys = new TestKeys(key);

        Assert.Equal((PayloadRefusal.None, "4111"), keys.Open(keys.Seal("4111")));
    }
}
