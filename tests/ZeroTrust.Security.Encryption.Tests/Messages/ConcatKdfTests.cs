using System.Buffers.Text;
using System.Security.Cryptography;
using ZeroTrust.Security.KeyManagement;

namespace ZeroTrust.Security.Encryption.Tests.Messages;

public sealed class ConcatKdfTests
{
    private static readonly ECParameters Alice = Parameters(
        "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0", "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps", "0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo");

    private static readonly ECParameters Bob = Parameters(
        "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ", "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck", "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw");

    [Fact]
    public void OtherInfo_OfRfc7518AppendixC_IsTheOneOfTheRfc()
    {
        byte[] expected =
        [
            0, 0, 0, 7, 65, 49, 50, 56, 71, 67, 77,
            0, 0, 0, 5, 65, 108, 105, 99, 101,
            0, 0, 0, 3, 66, 111, 98,
            0, 0, 0, 128,
        ];

        Assert.Equal(expected, ConcatKdf.OtherInfo("A128GCM", "Alice"u8, "Bob"u8, 128));
    }

    [Fact]
    public void Derive_OfRfc7518AppendixC_IsTheKeyOfTheRfc_OnBothSides()
    {
        using var alice = ECDiffieHellman.Create(Alice);
        using var bob = ECDiffieHellman.Create(Bob);
        var otherInfo = ConcatKdf.OtherInfo("A128GCM", "Alice"u8, "Bob"u8, 128);

        // The first 128 bits of the round are the key there.
        Assert.Equal("VqqN6vgjbSBcIijNcacQGg", Base64Url.EncodeToString(ConcatKdf.Derive(alice, bob.PublicKey, otherInfo).AsSpan(0, 16)));
        Assert.Equal("VqqN6vgjbSBcIijNcacQGg", Base64Url.EncodeToString(ConcatKdf.Derive(bob, alice.PublicKey, otherInfo).AsSpan(0, 16)));
    }

    private static ECParameters Parameters(string x, string y, string d) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new() { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
        D = Base64Url.DecodeFromChars(d),
    };
}
