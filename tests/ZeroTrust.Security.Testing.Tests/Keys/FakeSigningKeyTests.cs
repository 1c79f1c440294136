using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing.Tests.Keys;

public sealed class FakeSigningKeyTests
{
    [Fact]
    public void Sign_EachAlgorithm_VerifiesWithThePublishedKeyAlone()
    {
        byte[] message = [1, 2, 3];
        foreach (var algorithm in FakeSigningKey.Algorithms)
        {
            using var key = FakeSigningKey.Create(algorithm);
            Assert.True(Verifies(key.PublicJwk(), message, key.Sign(message)), algorithm);
            Assert.False(Verifies(key.PublicJwk(), [1, 2, 4], key.Sign(message)), algorithm);
        }
    }

    [Fact]
    public void KeyId_NotChosen_IsTheThumbprintOfTheRequiredMembers()
    {
        using var key = FakeSigningKey.Create();
        var jwk = key.PublicJwk();
        var canonical = $$"""{"crv":"P-256","kty":"EC","x":"{{jwk["x"]}}","y":"{{jwk["y"]}}"}""";
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(canonical))), key.KeyId);
    }

    [Fact]
    public void PublicJwk_EachAlgorithm_HoldsNoPrivateMember()
    {
        string[] secrets = ["d", "p", "q", "dp", "dq", "qi", "k"];
        foreach (var algorithm in FakeSigningKey.Algorithms)
        {
            using var key = FakeSigningKey.Create(algorithm, "chosen");
            Assert.DoesNotContain(key.PublicJwk(), member => secrets.Contains(member.Key));
            Assert.Equal("chosen", (string?)key.PublicJwk()["kid"]);
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("es256")]
    [InlineData("ES257")]
    [InlineData("")]
    public void Create_UnknownAlgorithm_Throws(string algorithm) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeSigningKey.Create(algorithm));

    private static bool Verifies(JsonObject jwk, byte[] message, byte[] signature)
    {
        var algorithm = (string)jwk["alg"]!;
        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        if (algorithm[0] == 'E')
        {
            using var ecdsa = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.CreateFromFriendlyName("nistP" + ((string)jwk["crv"]!)[2..]),
                Q = new() { X = Bytes(jwk["x"]), Y = Bytes(jwk["y"]) },
            });
            return ecdsa.VerifyData(message, signature, hash);
        }

        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(jwk["n"]), Exponent = Bytes(jwk["e"]) });
        return rsa.VerifyData(message, signature, hash, algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }

    private static byte[] Bytes(JsonNode? member) => Base64Url.DecodeFromChars((string)member!);
}
