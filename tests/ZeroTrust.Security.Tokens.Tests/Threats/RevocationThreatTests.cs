using System.Buffers.Text;
using System.Numerics;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>E3: what is revoked is the token, whatever form its signature has.</summary>
public sealed class RevocationThreatTests
{
    private static readonly BigInteger OrderOfP256 =
        new(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);

    [Fact]
    public void E3_TheMalleatedTwinOfARevokedToken_IsRefused()
    {
        var trust = new TestTrust();
        var token = new TestToken { Key = TestKey.For(SignatureAlgorithm.ES256) }.With("sid", "\"s-1\"").ToString();
        var twin = TwinOf(token);
        foreach (var revocation in (Revocation[])
        [
            Revocation.OfToken("corporate", "t-1", null),
            Revocation.OfSubject("corporate", "alice", null),
            Revocation.OfSession("corporate", "s-1", null),
            Revocation.OfClient("corporate", "shop", null),
            Revocation.OfIssuer("corporate", TestTrust.Start.AddSeconds(1)),
        ])
        {
            Assert.True(trust.Validate(token).Accepted);
            Assert.True(trust.Validate(twin).Accepted);
            trust.Revocations.Add(revocation);

            trust.AssertRefused(TokenFailure.Revoked, token);
            trust.AssertRefused(TokenFailure.Revoked, twin);
            trust.Revocations.Remove(revocation.Key);
        }
    }

    // (r, n-s) verifies where (r, s) does.
    private static string TwinOf(string token)
    {
        var at = token.LastIndexOf('.') + 1;
        var signature = Base64Url.DecodeFromChars(token.AsSpan(at));
        var s = (OrderOfP256 - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        var twin = token[..at] + TestToken.Encode([.. signature[..32], .. new byte[32 - s.Length], .. s]);
        Assert.NotEqual(token, twin);
        return twin;
    }
}
