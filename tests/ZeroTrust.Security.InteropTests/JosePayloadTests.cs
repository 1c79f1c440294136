using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ZeroTrust.Security.Encryption;
using ZeroTrust.Security.Encryption.Tests;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests;

/// <summary>Encrypted messages, both ways, with the npm package <c>jose</c>.</summary>
public sealed class JosePayloadTests
{
    private static readonly string[] Algorithms = ["ECDH-ES+A256KW", "RSA-OAEP-256"];

    [NodeFact("jose")]
    public async Task Messages_OfBothAlgorithms_OpenOnEitherSide()
    {
        using var ec = TestKey.Create(Algorithms[0], "own-1");
        using var rsa = TestKey.Create(Algorithms[1], "own-2");
        using var keys = new TestKeys(ec, rsa);
        await using var node = NodeProcess.Start(
            "payloads.mjs", $"[{PublicJwk(ec.Public)},{PublicJwk(rsa.Public)}]", TestKeys.Service, TestKeys.Type, "4111 of jose");
        var answer = await node.ReadAsync();

        foreach (var algorithm in Algorithms)
        {
            Assert.Equal((PayloadRefusal.None, "4111 of jose"), keys.Open(answer.GetProperty("sealed").GetProperty(algorithm).GetString()!));
        }

        var theirs = answer.GetProperty("keys").EnumerateArray().Select(Read).ToArray();
        var sealedHere = theirs.Select(static key => MessageSealer.Seal(key, "jose", "card-number", Encoding.UTF8.GetBytes($"4111 for {key.Algorithm}")));
        var opened = (await node.AskAsync(string.Join(' ', sealedHere))).GetProperty("opened").EnumerateArray().ToArray();

        Assert.Equal(["4111 for ECDH-ES+A256KW", "4111 for RSA-OAEP-256"], opened.Select(static one => one.GetProperty("text").GetString()));
        Assert.All(opened, static one => Assert.Equal("jose", one.GetProperty("header").GetProperty("aud").GetString()));
    }

    private static string PublicJwk(EncryptionKey key)
    {
        if (key.Algorithm == Algorithms[1])
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(key.SubjectPublicKeyInfo.Span, out _);
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            return $$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}","e":"{{Base64Url.EncodeToString(parameters.Exponent)}}","kid":"{{key.KeyId}}","alg":"{{key.Algorithm}}"}""";
        }

        using var ec = ECDiffieHellman.Create();
        ec.ImportSubjectPublicKeyInfo(key.SubjectPublicKeyInfo.Span, out _);
        var point = ec.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}","kid":"{{key.KeyId}}","alg":"{{key.Algorithm}}"}""";
    }

    private static EncryptionKey Read(JsonElement jwk)
    {
        byte[] Member(string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
        using AsymmetricAlgorithm key = jwk.GetProperty("kty").GetString() == "RSA"
            ? RSA.Create(new RSAParameters { Modulus = Member("n"), Exponent = Member("e") })
            : ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Member("x"), Y = Member("y") } });
        return new(jwk.GetProperty("kid").GetString()!, jwk.GetProperty("alg").GetString()!, key.ExportSubjectPublicKeyInfo());
    }
}
