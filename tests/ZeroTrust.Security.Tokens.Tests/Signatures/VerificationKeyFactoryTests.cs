using System.Numerics;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Signatures;

public sealed class VerificationKeyFactoryTests
{
    private static readonly byte[] F4 = [1, 0, 1];

    [Fact]
    public void TryCreateRsa_ModulusAtTheBounds_DecidesByBits()
    {
        Assert.Equal(KeyRefusal.ModulusTooShort, RsaRefusal(Modulus(1024)));
        Assert.Equal(KeyRefusal.ModulusTooShort, RsaRefusal(Modulus(2047)));
        Assert.Equal(KeyRefusal.None, RsaRefusal(Modulus(2048)));
        Assert.Equal(KeyRefusal.None, RsaRefusal(Modulus(8192)));
        Assert.Equal(KeyRefusal.ModulusTooLong, RsaRefusal(Modulus(8193)));
        Assert.Equal(KeyRefusal.ModulusTooLong, RsaRefusal(Modulus(16384)));
        Assert.Equal(KeyRefusal.ModulusTooShort, RsaRefusal([]));
        Assert.Equal(KeyRefusal.ModulusTooShort, RsaRefusal([.. new byte[256], .. Modulus(1024)]));
    }

    [Fact]
    public void TryCreateRsa_ExponentOutOfBounds_IsRefused()
    {
        byte[][] bad = [[], [0], [1], [3], [0x01, 0x00, 0x00], [0xFF, 0xFF], [1, 0, 2], [1, 0, 0, 0, 1], new byte[300]];
        Assert.All(bad, static exponent => Assert.Equal(KeyRefusal.ExponentInvalid, RsaRefusal(Modulus(2048), exponent)));
        Assert.Equal(KeyRefusal.None, RsaRefusal(Modulus(2048), [0, 1, 0, 1]));
        Assert.Equal(KeyRefusal.None, RsaRefusal(Modulus(2048), [1, 0, 3]));
    }

    [Fact]
    public void TryCreateRsa_EvenModulus_IsRefused()
    {
        var even = Modulus(2048);
        even[^1] &= 0xFE;
        Assert.Equal(KeyRefusal.ModulusEven, RsaRefusal(even));
    }

    [Fact]
    public void TryCreateRsa_ModulusOfTheWeakFamily_IsRefused()
    {
        // A power of 65537 modulo the product of the small primes, plus a multiple of that product: what the generator made.
        int[] primes = [.. Enumerable.Range(3, 165).Where(static n => Enumerable.Range(2, n - 2).All(d => n % d != 0))];
        var product = primes.Aggregate(BigInteger.One, static (left, right) => left * right);
        var modulus = (((BigInteger.One << 2047) / product) + 1) * product + BigInteger.ModPow(65537, 1234, product);
        modulus += modulus.IsEven ? product : 0;

        Assert.Equal(KeyRefusal.ModulusWeak, RsaRefusal(modulus.ToByteArray(isUnsigned: true, isBigEndian: true)));
    }

    [Fact]
    public void TryCreateEc_CurveAlgorithmAndLengths_MustAgree()
    {
        var key = TestKey.For(SignatureAlgorithm.ES256).Ec.Q;

        Assert.Equal(KeyRefusal.None, EcRefusal(SignatureAlgorithm.ES256, "P-256", key.X!, key.Y!));
        Assert.Equal(KeyRefusal.AlgorithmMismatch, EcRefusal(SignatureAlgorithm.ES384, "P-256", key.X!, key.Y!));
        Assert.Equal(KeyRefusal.AlgorithmMismatch, EcRefusal(SignatureAlgorithm.RS256, "P-256", key.X!, key.Y!));
        Assert.Equal(KeyRefusal.CurveUnknown, EcRefusal(SignatureAlgorithm.ES256, "secp256k1", key.X!, key.Y!));
        Assert.Equal(KeyRefusal.CurveUnknown, EcRefusal(SignatureAlgorithm.ES256, "p-256", key.X!, key.Y!));
        Assert.Equal(KeyRefusal.CoordinateLength, EcRefusal(SignatureAlgorithm.ES256, "P-256", [0, .. key.X!], key.Y!));
        Assert.Equal(KeyRefusal.CoordinateLength, EcRefusal(SignatureAlgorithm.ES256, "P-256", key.X!, key.Y![1..]));
        Assert.Equal(KeyRefusal.CoordinateLength, EcRefusal(SignatureAlgorithm.ES384, "P-384", key.X!, key.Y!));
    }

    [Fact]
    public void TryCreateEc_PointNotOnTheCurve_IsRefused()
    {
        foreach (var algorithm in new[] { SignatureAlgorithm.ES256, SignatureAlgorithm.ES384, SignatureAlgorithm.ES512 })
        {
            var key = TestKey.For(algorithm);
            var off = key.Ec.Q.Y!;
            off[^1] ^= 1;
            Assert.Equal(KeyRefusal.PointNotOnCurve, EcRefusal(algorithm, key.Curve.Name, key.Ec.Q.X!, off));
            Assert.Equal(KeyRefusal.PointNotOnCurve, EcRefusal(algorithm, key.Curve.Name, new byte[off.Length], new byte[off.Length]));
            Assert.Equal(KeyRefusal.PointNotOnCurve, EcRefusal(algorithm, key.Curve.Name, Filled(off.Length), Filled(off.Length)));
        }
    }

    [Fact]
    public void TryCreateRsa_AlgorithmOfAnotherFamily_IsRefused()
    {
        Assert.Null(VerificationKeyFactory.TryCreateRsa("k", SignatureAlgorithm.ES256, Modulus(2048), F4, out var refusal));
        Assert.Equal(KeyRefusal.AlgorithmMismatch, refusal);
    }

    private static byte[] Filled(int length) => [.. Enumerable.Repeat((byte)0xFF, length)];

    private static byte[] Modulus(int bits)
    {
        var modulus = new byte[(bits + 7) / 8];
        Array.Fill(modulus, (byte)0xA5);
        modulus[0] = (byte)(1 << ((bits - 1) % 8));
        return modulus;
    }

    private static KeyRefusal RsaRefusal(byte[] modulus, byte[]? exponent = null)
    {
        var key = VerificationKeyFactory.TryCreateRsa("k", SignatureAlgorithm.RS256, modulus, exponent ?? F4, out var refusal);
        Assert.Equal(key is null, refusal != KeyRefusal.None);
        return refusal;
    }

    private static KeyRefusal EcRefusal(SignatureAlgorithm algorithm, string curve, byte[] x, byte[] y)
    {
        var key = VerificationKeyFactory.TryCreateEc("k", algorithm, curve, x, y, out var refusal);
        Assert.Equal(key is null, refusal != KeyRefusal.None);
        return refusal;
    }
}
