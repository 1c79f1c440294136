using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Group A: what is no signature proves nothing.</summary>
public sealed class SignatureThreatTests
{
    private static readonly string[] Orders =
    [
        "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973",
        "01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409",
    ];

    private static readonly string[] Fields =
    [
        "FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFF",
        "01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
    ];

    private static readonly SignatureAlgorithm[] Ecdsa = [SignatureAlgorithm.ES256, SignatureAlgorithm.ES384, SignatureAlgorithm.ES512];

    [Fact]
    public void A3_NoSignature_IsRefused()
    {
        var trust = new TestTrust();
        var token = new TestToken().ToString();
        var parts = token.Split('.');
        Assert.All(
            new[] { $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}", $"{parts[0]}..{parts[2]}", $".{parts[1]}.{parts[2]}", ".." },
            text => trust.AssertRefused(TokenFailure.Malformed, text));
        trust.AssertRefused(TokenFailure.SignatureInvalid, $"{parts[0]}.{parts[1]}.AAAA");
    }

    [Fact]
    public void A3_EveryAcceptedToken_WasVerifiedByAKey()
    {
        var key = new CountingKey(TestKey.For(SignatureAlgorithm.ES256).Public);
        var trust = new TestTrust(keys: new TestIssuerKeys(key));
        for (var accepted = 1; accepted <= 20; accepted++)
        {
            trust.AssertAccepted(accepted % 2 == 0 ? new TestToken() : new TestToken().WithHeader("kid", ""));
            Assert.Equal(accepted, key.Uses);
        }

        var never = new TestTrust(keys: new TestIssuerKeys(new NeverKey("key-ES256")));
        never.AssertRefused(TokenFailure.SignatureInvalid, new TestToken());
        never.AssertRefused(TokenFailure.SignatureInvalid, new TestToken().WithHeader("kid", ""));
    }

    [Fact]
    public void A6_ZeroAndOutOfRangeValues_AreRefused()
    {
        var trust = new TestTrust();
        for (var curve = 0; curve < Ecdsa.Length; curve++)
        {
            var parts = new TestToken { Key = TestKey.For(Ecdsa[curve]) }.ToString().Split('.');
            var good = Base64Url.DecodeFromChars(parts[2]);
            var half = good.Length / 2;
            byte[][] values = [new byte[half], Fixed(Orders[curve], half), Fixed(Fields[curve], half), [.. Enumerable.Repeat((byte)0xFF, half)], good[..half], good[half..]];
            foreach (var r in values)
            {
                foreach (var s in values.Where(s => r != values[4] || s != values[5]))
                {
                    trust.AssertRefused(TokenFailure.SignatureInvalid, $"{parts[0]}.{parts[1]}.{TestToken.Encode([.. r, .. s])}");
                }
            }
        }
    }

    [Fact]
    public void A7_TheMalleableTwin_IsTheSameToken()
    {
        var trust = new TestTrust();
        for (var curve = 0; curve < Ecdsa.Length; curve++)
        {
            var token = new TestToken { Key = TestKey.For(Ecdsa[curve]) }.ToString();
            var parts = token.Split('.');
            var signature = Base64Url.DecodeFromChars(parts[2]);
            var half = signature.Length / 2;
            var n = new BigInteger(Convert.FromHexString(Orders[curve]), isUnsigned: true, isBigEndian: true);
            var twin = n - new BigInteger(signature.AsSpan(half), isUnsigned: true, isBigEndian: true);
            var text = $"{parts[0]}.{parts[1]}.{TestToken.Encode([.. signature[..half], .. Fixed(twin, half)])}";

            Assert.NotEqual(token, text);
            var (one, other) = (trust.Validate(token).Token!, trust.Validate(text).Token!);
            Assert.Equal((one.IssuerName, one.TokenId, one.Caller.User), (other.IssuerName, other.TokenId, other.Caller.User));
            Assert.Equal(one.Claims, other.Claims);
        }
    }

    [Fact]
    public void A8_SignaturesOfAnotherLengthOrForm_AreRefused()
    {
        var trust = new TestTrust();
        foreach (var algorithm in Ecdsa)
        {
            var key = TestKey.For(algorithm);
            var parts = new TestToken { Key = key }.ToString().Split('.');
            var good = Base64Url.DecodeFromChars(parts[2]);
            var half = good.Length / 2;
            byte[][] wrong = [key.SignDer(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")), good[1..], good[..^1], [0, .. good], [.. good, 0], [0, .. good[..half], 0, .. good[half..]]];
            Assert.All(wrong, signature => trust.AssertRefused(TokenFailure.SignatureInvalid, $"{parts[0]}.{parts[1]}.{TestToken.Encode(signature)}"));
        }

        var rsa = new TestToken { Key = TestKey.For(SignatureAlgorithm.RS256) }.ToString();
        var cut = rsa.LastIndexOf('.') + 1;
        var bytes = Base64Url.DecodeFromChars(rsa.AsSpan(cut));
        Assert.All(new byte[][] { [0, .. bytes], bytes[1..], [.. bytes, 0] }, signature => trust.AssertRefused(TokenFailure.SignatureInvalid, rsa[..cut] + TestToken.Encode(signature)));
    }

    [Fact]
    public void A9_AnotherCurveOrAPointOffIt_IsNoKey()
    {
        var trust = new TestTrust();
        foreach (var algorithm in Ecdsa)
        {
            foreach (var other in Ecdsa.Where(other => other != algorithm))
            {
                trust.AssertRefused(TokenFailure.KeyMismatch, new TestToken { Key = TestKey.For(other) }.WithHeader("alg", $"\"{algorithm}\""));
                var point = TestKey.For(other).Ec.Q;
                Assert.Null(VerificationKeyFactory.TryCreateEc("k", algorithm, TestKey.For(other).Curve.Name, point.X, point.Y, out var refusal));
                Assert.Equal(KeyRefusal.AlgorithmMismatch, refusal);
            }
        }

        var p256 = TestKey.For(SignatureAlgorithm.ES256).Ec.Q;
        p256.X![0] ^= 1;
        Assert.Null(VerificationKeyFactory.TryCreateEc("k", SignatureAlgorithm.ES256, "P-256", p256.X, p256.Y, out var off));
        Assert.Equal(KeyRefusal.PointNotOnCurve, off);
        Assert.Null(VerificationKeyFactory.TryCreateEc("k", SignatureAlgorithm.ES256, "secp256k1", p256.X, p256.Y, out var unknown));
        Assert.Equal(KeyRefusal.CurveUnknown, unknown);
    }

    [Fact]
    public void A10_ForgedPaddings_AreRefused()
    {
        using var rsa = RSA.Create(2048);
        var (key, sign) = Raw(rsa, SignatureAlgorithm.RS256);
        var trust = new TestTrust(keys: new TestIssuerKeys(key));
        var input = $"{TestToken.Encode("""{"alg":"RS256","kid":"k","typ":"at+jwt"}""")}.{TestToken.Encode(new TestToken().PayloadText())}";
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(input));
        byte[] prefix = Convert.FromHexString("3031300D060960864801650304020105000420");
        byte[] withoutNull = Convert.FromHexString("302F300B0609608648016503040201" + "0420");

        string Forge(byte type, int padding, byte fill, byte[] info, byte[] trailing) =>
            $"{input}.{TestToken.Encode(sign([0, type, .. Enumerable.Repeat(fill, padding), 0, .. info, .. hash, .. trailing]))}";

        var full = 256 - 3 - prefix.Length - hash.Length;
        Assert.True(trust.Validate(Forge(1, full, 0xFF, prefix, [])).Accepted);
        foreach (var (row, forged) in new[]
        {
            ("trailing bytes", Forge(1, 8, 0xFF, prefix, new byte[full - 8])),
            ("one trailing byte", Forge(1, full - 1, 0xFF, prefix, [0])),
            ("no NULL", Forge(1, full + 2, 0xFF, withoutNull, [])),
            ("block type 2", Forge(2, full, 0xFF, prefix, [])),
            ("block type 0", Forge(0, full, 0x00, prefix, [])),
            ("other padding", Forge(1, full, 0xFE, prefix, [])),
            ("no padding", Forge(1, 0, 0xFF, prefix, new byte[full])),
        })
        {
            trust.AssertRefused(TokenFailure.SignatureInvalid, forged, row);
        }

        foreach (var exponent in new byte[][] { [1], [3], [17], [1, 0, 0] })
        {
            Assert.Null(VerificationKeyFactory.TryCreateRsa("k", SignatureAlgorithm.RS256, rsa.ExportParameters(false).Modulus, exponent, out var refusal));
            Assert.Equal(KeyRefusal.ExponentInvalid, refusal);
        }
    }

    [Fact]
    public void A11_WeakOrHugeModuli_AreNoKeys()
    {
        foreach (var (bits, expected) in new[]
        {
            (1024, KeyRefusal.ModulusTooShort), (2047, KeyRefusal.ModulusTooShort), (8193, KeyRefusal.ModulusTooLong), (16384, KeyRefusal.ModulusTooLong),
        })
        {
            var modulus = ((BigInteger.One << (bits - 1)) + 12345).ToByteArray(isUnsigned: true, isBigEndian: true);
            Assert.Equal(expected, RefusalOf(modulus));
        }

        Assert.Equal(KeyRefusal.ModulusEven, RefusalOf(((BigInteger.One << 2047) + 2).ToByteArray(isUnsigned: true, isBigEndian: true)));

        int[] primes = [.. Enumerable.Range(3, 165).Where(static n => Enumerable.Range(2, n - 2).All(d => n % d != 0))];
        var product = primes.Aggregate(BigInteger.One, static (left, right) => left * right);
        var weak = ((((BigInteger.One << 2047) / product) + 1) * product) + BigInteger.ModPow(65537, 77, product);
        Assert.Equal(KeyRefusal.ModulusWeak, RefusalOf((weak.IsEven ? weak + product : weak).ToByteArray(isUnsigned: true, isBigEndian: true)));
    }

    [Fact]
    public void A12_OtherSaltsAndMasks_AreRefused()
    {
        using var rsa = RSA.Create(2048);
        var (key, sign) = Raw(rsa, SignatureAlgorithm.PS256);
        var trust = new TestTrust(keys: new TestIssuerKeys(key));
        var input = $"{TestToken.Encode("""{"alg":"PS256","kid":"k","typ":"at+jwt"}""")}.{TestToken.Encode(new TestToken().PayloadText())}";
        var data = Encoding.ASCII.GetBytes(input);

        string Forge(int salt, Func<byte[], byte[]> mask) => $"{input}.{TestToken.Encode(sign(EncodePss(data, salt, mask)))}";

        Assert.True(trust.Validate(Forge(32, SHA256.HashData)).Accepted);
        Assert.All(new[] { 0, 1, 20, 31, 33, 64 }, salt => trust.AssertRefused(TokenFailure.SignatureInvalid, Forge(salt, SHA256.HashData), $"salt of {salt}"));
        trust.AssertRefused(TokenFailure.SignatureInvalid, Forge(32, SHA384.HashData), "mask of SHA-384");
        trust.AssertRefused(TokenFailure.SignatureInvalid, Forge(32, SHA1.HashData), "mask of SHA-1");
    }

    private static KeyRefusal RefusalOf(byte[] modulus)
    {
        Assert.Null(VerificationKeyFactory.TryCreateRsa("k", SignatureAlgorithm.RS256, modulus, [1, 0, 1], out var refusal));
        return refusal;
    }

    private static byte[] Fixed(string hex, int length) => Fixed(new BigInteger(Convert.FromHexString(hex), isUnsigned: true, isBigEndian: true), length);

    private static byte[] Fixed(BigInteger value, int length)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }

    private static (VerificationKey Key, Func<byte[], byte[]> Sign) Raw(RSA rsa, SignatureAlgorithm algorithm)
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: true);
        var n = new BigInteger(parameters.Modulus, isUnsigned: true, isBigEndian: true);
        var d = new BigInteger(parameters.D, isUnsigned: true, isBigEndian: true);
        return (
            VerificationKeyFactory.TryCreateRsa("k", algorithm, parameters.Modulus, parameters.Exponent, out _)!,
            block => Fixed(BigInteger.ModPow(new(block, isUnsigned: true, isBigEndian: true), d, n), parameters.Modulus!.Length));
    }

    // EMSA-PSS-ENCODE (RFC 8017 §9.1.1) with SHA-256 for a modulus of 2048 bits.
    private static byte[] EncodePss(byte[] data, int saltLength, Func<byte[], byte[]> mask)
    {
        var salt = Enumerable.Repeat((byte)7, saltLength).ToArray();
        var h = SHA256.HashData([.. new byte[8], .. SHA256.HashData(data), .. salt]);
        byte[] db = [.. new byte[256 - saltLength - 32 - 2], 1, .. salt];
        var bits = new List<byte>();
        for (var counter = 0; bits.Count < db.Length; counter++)
        {
            bits.AddRange(mask([.. h, 0, 0, 0, (byte)counter]));
        }

        var masked = db.Select((value, i) => (byte)(value ^ bits[i])).ToArray();
        masked[0] &= 0x7F;
        return [.. masked, .. h, 0xBC];
    }

    private sealed class NeverKey(string keyId) : VerificationKey(keyId, SignatureAlgorithm.ES256)
    {
        public override bool Verify(ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature) => false;
    }
}
