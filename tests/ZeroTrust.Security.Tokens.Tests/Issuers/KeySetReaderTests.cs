using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

public sealed class KeySetReaderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Read_SeveralGoodKeys_TakesAllInOrder()
    {
        var load = Read(JwkText.Set(JwkText.Ec("a"), JwkText.Rsa("b"), JwkText.Rsa("c", "PS384", "\"use\":\"sig\",\"key_ops\":[\"verify\"]"), JwkText.Ec(null)));

        Assert.True(load.Succeeded, load.Problem);
        Assert.Equal(["a", "b", "c", null], load.Keys.Select(key => key.Key.KeyId));
        Assert.Equal([SignatureAlgorithm.ES256, SignatureAlgorithm.RS256, SignatureAlgorithm.PS384, SignatureAlgorithm.ES256], load.Keys.Select(key => ((VerificationKey)key.Key).Algorithm));
    }

    [Fact]
    public void Read_KeyTaken_VerifiesWhatItsPrivateHalfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var load = Read(JwkText.Set(JwkText.Ec(key, "a", alg: null)));

        var signature = key.SignData("message"u8, HashAlgorithmName.SHA384);

        Assert.True(((VerificationKey)Assert.Single(load.Keys!).Key).Verify("message"u8, signature));
        Assert.False(((VerificationKey)load.Keys![0].Key).Verify("messagf"u8, signature));
    }

    [Fact]
    public void Read_KeysWithoutAlg_GetExactlyOneFromTheSettings()
    {
        using var p521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        var document = JwkText.Set(JwkText.Rsa("rsa", alg: null), JwkText.Ec("p256", alg: null), JwkText.Ec(p521, "p521", alg: null));

        var load = Read(document, SignatureAlgorithm.ES256, SignatureAlgorithm.PS256, SignatureAlgorithm.RS256);

        Assert.Equal(
            [("rsa", SignatureAlgorithm.PS256), ("p256", SignatureAlgorithm.ES256)],
            load.Keys!.Select(key => (key.Key.KeyId!, ((VerificationKey)key.Key).Algorithm)));
        Assert.Equal("p521", Assert.Single(load.Skipped).KeyId);
    }

    [Fact]
    public void Read_KeyOfNoUse_IsSkippedWithItsReasonAndTheRestTaken()
    {
        string[] keys =
        [
            JwkText.Rsa("enc", "RS256", "\"use\":\"enc\""),
            JwkText.Rsa("use-odd", "RS256", "\"use\":1"),
            JwkText.Rsa("ops", "RS256", "\"key_ops\":[\"encrypt\",\"wrapKey\"]"),
            JwkText.Rsa("ops-odd", "RS256", "\"key_ops\":\"verify\""),
            JwkText.Rsa("oaep", "RSA-OAEP"),
            JwkText.Rsa("hs", "HS256"),
            JwkText.Rsa("none", "none"),
            JwkText.Rsa("case", "rs256"),
            JwkText.Rsa("cross", "ES256"),
            JwkText.Ec("cross-ec", "RS256"),
            JwkText.Ec("curve-alg", "ES384"),
            JwkText.Rsa("alg-odd", null, "\"alg\":5"),
            JwkText.Rsa("ended", "RS256", "\"exp\":1000"),
            JwkText.Rsa("future", "RS256", "\"nbf\":4102444800"),
            JwkText.Rsa("exp-odd", "RS256", "\"exp\":\"never\""),
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"kid\":\"okp\"}",
            "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AA\",\"y\":\"AA\",\"kid\":\"k1\"}",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"kid\":\"short\"}",
            "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"kid\":\"small\"}",
            "{\"kty\":\"RSA\",\"n\":\"AQ AB\",\"e\":\"AQAB\",\"kid\":\"blank\"}",
            "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"kid\":\"no-n\"}",
            "{\"kid\":\"no-kty\"}",
            JwkText.Rsa(null, "RS256", "\"kid\":\"\""),
            JwkText.Rsa(null, "RS256", "\"kid\":7"),
            JwkText.Rsa(new string('x', 257)),
            "7",
        ];
        foreach (var key in keys)
        {
            var load = Read(JwkText.Set(key, JwkText.Ec("good")));

            Assert.True(load.Succeeded, $"{key}: {load.Problem}");
            Assert.Equal("good", Assert.Single(load.Keys).Key.KeyId);
            Assert.NotEmpty(Assert.Single(load.Skipped).Reason);
            Assert.False(Read(JwkText.Set(key)).Succeeded, key);
        }
    }

    [Fact]
    public void Read_CertificateOfTheKey_BoundsItsLife()
    {
        var key = JwkText.SharedRsa;
        var (now, certificate) = (_clock.GetUtcNow(), Certificate(key, _clock.GetUtcNow().AddDays(-1), _clock.GetUtcNow().AddDays(1)));

        var load = Read(JwkText.Set(JwkText.Rsa("a", "RS256", $"\"x5c\":[\"{certificate}\"],\"exp\":{now.AddDays(9).ToUnixTimeSeconds()}", key)));

        Assert.True(load.Succeeded, load.Problem);
        Assert.Equal(now.AddDays(1), load.Keys[0].EndsAt);
    }

    [Fact]
    public void Read_NotAKeySet_IsAFailureAndNoAlarm()
    {
        foreach (var document in new[] { "", "null", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]}", "<html></html>", "{\"keys\":[]}x", "{\"keys\":[],\"keys\":[]}", "\uFEFF" + JwkText.Set(JwkText.Ec("a")) })
        {
            var load = Read(document);

            Assert.False(load.Succeeded, document);
            Assert.False(load.Alarming, document);
        }
    }

    [Fact]
    public void Read_KeyIdFromOutside_IsCleanedAndCutForTheLog()
    {
        var load = Read(JwkText.Set(JwkText.Rsa("\\u001b[31m\\r\\nx" + new string('y', 100), "none"), JwkText.Ec("good")));

        var name = Assert.Single(load.Skipped).KeyId;
        Assert.InRange(name.Length, 32, 64);
        Assert.DoesNotContain(name, char.IsControl);
    }

    [Fact]
    public void Read_SameKeyTwice_GivesTheSameIdentityAndAnotherKeyAnother()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var first = Read(JwkText.Set(JwkText.Ec(key, "a"))).Keys![0].Identity;

        Assert.Equal(first, Read(JwkText.Set(JwkText.Ec(key, "a", more: "\"x\u0074ra\":1"))).Keys![0].Identity);
        Assert.NotEqual(first, Read(JwkText.Set(JwkText.Ec(key, "b"))).Keys![0].Identity);
        Assert.NotEqual(first, Read(JwkText.Set(JwkText.Ec("a"))).Keys![0].Identity);
    }

    internal static string Certificate(RSA key, DateTimeOffset from, DateTimeOffset to)
    {
        using var certificate = new CertificateRequest("CN=signer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, to);
        return Convert.ToBase64String(certificate.RawData);
    }

    private KeyLoad Read(string document, params SignatureAlgorithm[] algorithms) =>
        new KeySetReader(algorithms.Length > 0 ? algorithms : Enum.GetValues<SignatureAlgorithm>(), _clock).Read(Encoding.UTF8.GetBytes(document));
}
