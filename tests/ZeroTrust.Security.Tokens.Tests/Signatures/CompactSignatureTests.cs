using System.Buffers.Text;
using System.Text;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Signatures;

public sealed class CompactSignatureTests
{
    private static readonly TokenLimits Limits = new(65536, 65536);
    private static readonly SignatureAlgorithm[] All = Enum.GetValues<SignatureAlgorithm>();

    [Fact]
    public void Verify_TheExampleOfRfc7515AppendixA3_IsVerified()
    {
        const string Jws = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
            + "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        var key = VerificationKeyFactory.TryCreateEc(
            null,
            SignatureAlgorithm.ES256,
            "P-256",
            Base64Url.DecodeFromChars("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
            Base64Url.DecodeFromChars("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
            out _);

        Assert.Equal(TokenFailure.None, CompactSignature.Verify(Jws, new([key!]), All, Limits, out var payload));
        Assert.StartsWith("""{"iss":"joe",""", Encoding.UTF8.GetString(payload!), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_PayloadsThatAreNoJsonOrEmpty_AreVerified()
    {
        var key = TestKey.For(SignatureAlgorithm.ES256);
        var header = TestToken.Encode("""{"alg":"ES256","kid":"key-ES256"}""");
        foreach (var bytes in new byte[][] { [], [0xFF, 0x00], Encoding.UTF8.GetBytes("text") })
        {
            Assert.Equal(TokenFailure.None, CompactSignature.Verify(TestToken.Sign(header, TestToken.Encode(bytes), key), new([key.Public]), All, Limits, out var payload));
            Assert.Equal(bytes, payload);
        }
    }

    [Fact]
    public void Verify_WhatIsRefused_YieldsNoPayload()
    {
        var key = TestKey.For(SignatureAlgorithm.ES256);
        var jws = new TestToken().ToString();
        var keys = new IssuerKeySet([key.Public]);
        foreach (var (expected, text, set, allowed) in new (TokenFailure, string, IssuerKeySet, SignatureAlgorithm[])[]
        {
            (TokenFailure.TooLong, new string('a', 70000), keys, All), (TokenFailure.Malformed, jws + "=", keys, All), (TokenFailure.Encrypted, "....", keys, All),
            (TokenFailure.HeaderInvalid, "e30x" + jws, keys, All), (TokenFailure.AlgorithmRefused, jws, keys, [SignatureAlgorithm.RS256]), (TokenFailure.AlgorithmRefused, jws, keys, []),
            (TokenFailure.KeyUnknown, jws, new([]), All), (TokenFailure.KeyUnknown, jws, new([TestKey.For(SignatureAlgorithm.RS256).Public]), All),
            (TokenFailure.SignatureInvalid, jws[..^10] + "AAAAAAAAAA"[..9] + "A", keys, All),
        })
        {
            Assert.Equal(expected, CompactSignature.Verify(text, set, allowed, Limits, out var payload));
            Assert.Null(payload);
        }
    }
}
