using System.Security.Cryptography;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Recipients;

public sealed class EncryptionKeySetReaderTests
{
    private const string Enc = "\"use\":\"enc\"";

    [Fact]
    public void Read_KeysToEncryptTo_AreTakenInTheirOrder()
    {
        var load = Read(JwkText.Ec("a", "ECDH-ES+A256KW", Enc), JwkText.Rsa("b", "RSA-OAEP-256", Enc), JwkText.Ec("c"));

        Assert.Equal(
            [("a", "ECDH-ES+A256KW"), ("b", "RSA-OAEP-256")],
            load.Keys!.Select(static key => ((SealingKey)key.Key).Key).Select(static key => (key.KeyId, key.Algorithm)));
        Assert.Equal("a", new IssuerKeySet([.. load.Keys!.Select(static key => key.Key)]).Sealing!.KeyId);
    }

    [Fact]
    public void Read_AKey_IsThePublicKeyOfTheSet()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var load = Read(JwkText.Ec(ec, "a", "ECDH-ES+A256KW", Enc), JwkText.Rsa("b", "RSA-OAEP-256", Enc));

        var keys = load.Keys!.Select(static key => ((SealingKey)key.Key).Key.SubjectPublicKeyInfo.ToArray()).ToArray();
        Assert.Equal(ec.ExportSubjectPublicKeyInfo(), keys[0]);
        Assert.Equal(JwkText.SharedRsa.ExportSubjectPublicKeyInfo(), keys[1]);
    }

    [Theory]
    [InlineData("ECDH-ES+A256KW", "\"use\":\"sig\"", "use")]
    [InlineData("ECDH-ES+A256KW", null, "use")]
    [InlineData("ECDH-ES+A256KW", "\"use\":[\"enc\"]", "use")]
    [InlineData("ECDH-ES+A256KW", "\"use\":\"enc\",\"key_ops\":[\"verify\"]", "key_ops")]
    [InlineData("ECDH-ES", Enc, "alg")]
    [InlineData("ECDH-ES+A128KW", Enc, "alg")]
    [InlineData("RSA-OAEP-256", Enc, "alg")]
    [InlineData("ES256", Enc, "alg")]
    [InlineData(null, Enc, "alg")]
    [InlineData("ECDH-ES+A256KW", "\"use\":\"enc\",\"exp\":1", "exp")]
    public void D13_Read_AKeyForAnythingElse_IsNotEncryptedTo(string? algorithm, string? more, string reason)
    {
        var load = Read(JwkText.Ec("a", algorithm, more));

        Assert.False(load.Succeeded);
        Assert.Contains(reason, load.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AWeakOrNamelessKey_IsNotEncryptedTo()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var small = RSA.Create(1024);

        Assert.False(Read(JwkText.Ec(p384, "a", "ECDH-ES+A256KW", Enc)).Succeeded);
        Assert.False(Read(JwkText.Ec(null, "ECDH-ES+A256KW", Enc)).Succeeded);
        Assert.False(Read(JwkText.Rsa("a", "RSA-OAEP-256", Enc, small)).Succeeded);
        Assert.False(Read(JwkText.Rsa("a", "RSA1_5", Enc)).Succeeded);
        Assert.False(Read(JwkText.Rsa("a", "RSA-OAEP", Enc)).Succeeded);
    }

    [Fact]
    public void Read_ASetWithPrivateParts_IsRefusedWhole()
    {
        var load = Read(JwkText.Ec("a", "ECDH-ES+A256KW", Enc), JwkText.Ec("b", "ECDH-ES+A256KW", $"{Enc},\"d\":\"AAAA\""));

        Assert.True(load is { Succeeded: false, Alarming: true });
    }

    private static KeyLoad Read(params string[] keys) =>
        new EncryptionKeySetReader(new ManualTimeProvider()).Read(System.Text.Encoding.UTF8.GetBytes(JwkText.Set(keys)));
}
