using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>G9: a token bound to a certificate (RFC 8705 §3) passes together with this certificate, on each request anew.</summary>
public sealed class CertificateBindingTests
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly TokenProof Certificate = Issue();
    private static readonly TokenProof Other = TokenProof.FromCertificate([1, 2, 3]);

    private readonly TestTrust _trust = new();

    [Fact]
    public void G9_BoundToken_PassesWithItsCertificateAlone()
    {
        var token = Bound(Certificate);
        Assert.Equal(TokenFailure.BindingUnproven, Failure(token, default));
        Assert.Equal(TokenFailure.BindingUnproven, Failure(token, Other));
        Assert.Equal(0, _trust.Validator.Cache.Count);

        var accepted = _trust.Validate(token.AsMemory(), Certificate);
        Assert.True(accepted.Accepted);
        Assert.Equal(Certificate, accepted.Token.Binding);
    }

    [Fact]
    public void G9_RenewedCertificateWithTheSameKey_IsAnotherCertificate() =>
        Assert.Equal(TokenFailure.BindingUnproven, Failure(Bound(Certificate), Issue()));

    [Fact]
    public void G9_RememberedToken_IsHeldAgainstTheCertificateEachTime()
    {
        var token = Bound(Certificate);
        Assert.Equal(TokenFailure.None, Failure(token, Certificate));
        Assert.Equal(1, _trust.Validator.Cache.Count);

        Assert.Equal(TokenFailure.BindingUnproven, Failure(token, default));
        Assert.Equal(TokenFailure.BindingUnproven, Failure(token, Other));
        Assert.Equal(TokenFailure.BindingUnproven, Failure(token, Issue()));
        Assert.Equal(TokenFailure.None, Failure(token, Certificate));
    }

    [Fact]
    public void G9_OneBitOfTheThumbprint_Decides()
    {
        var thumbprint = new byte[TokenProof.ThumbprintBytes];
        var token = Bound(TokenProof.FromThumbprint(thumbprint));
        Assert.Equal(TokenFailure.None, Failure(token, TokenProof.FromThumbprint(thumbprint)));
        for (var bit = 0; bit < thumbprint.Length * 8; bit++)
        {
            thumbprint[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(TokenFailure.BindingUnproven, Failure(token, TokenProof.FromThumbprint(thumbprint)));
            thumbprint[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void G9_TwoMembersOrAnotherForm_AreRefusedEvenWithTheCertificate()
    {
        var good = Text(Certificate);
        string[] wrong =
        [
            "{}", "null", "[]", $"\"{good}\"", $$"""{"x5t#S256":null}""", $$"""{"x5t#S256":""}""", $$"""{"x5t#S256":["{{good}}"]}""",
            $$"""{"x5t#S256":"{{good}}","jkt":"{{good}}"}""", $$"""{"jkt":"{{good}}","x5t#S256":"{{good}}"}""", $$"""{"x5t#s256":"{{good}}"}""",
            $$"""{"x5t":"{{good}}"}""", $$"""{"jkt":"{{good}}"}""", $$"""{"x5t#S256":"{{good}}="}""", $$"""{"x5t#S256":"{{good[..^1]}}"}""",
            $$"""{"x5t#S256":"{{good}}A"}""", $$"""{"x5t#S256":" {{good[1..]}}"}""", $$"""{"x5t#S256":"{{good[..^1]}}*"}""",
            $$"""{"x5t#S256":"{{NotCanonical(good)}}"}""", $$"""{"x5t#S256":"{{good[..^1]}}é"}""",
        ];
        Assert.All(wrong, json => Assert.Equal(TokenFailure.BindingUnproven, Failure(new TestToken().With("cnf", json).ToString(), Certificate)));
    }

    [Fact]
    public void G9_EscapedNameAndValue_AreTheSameBinding()
    {
        var good = Text(Certificate);
        var json = $$"""{"\u0078\u0035t#S256":"\u{{(int)good[0]:x4}}{{good[1..]}}"}""";
        Assert.Equal(TokenFailure.None, Failure(new TestToken().With("cnf", json).ToString(), Certificate));
        Assert.Equal(TokenFailure.BindingUnproven, Failure(new TestToken().With("cnf", json).ToString(), Other));
    }

    [Fact]
    public void PlainToken_PassesWithAnyCertificate_AndAllocatesNothingMore()
    {
        var token = new TestToken().ToString().AsMemory();
        Assert.True(_trust.Validate(token, Certificate).Accepted);
        Assert.True(_trust.Validate(token).Accepted);
        Assert.True(_trust.Validate(token).Token!.Binding.IsNone);
    }

    [Fact]
    public void G9_WarmBoundToken_AllocatesNothing()
    {
        var token = Bound(Certificate).AsMemory();
        Assert.True(_trust.Validate(token, Certificate).Accepted);

        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                _ = _trust.Validate(token, Certificate);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static TokenProof Issue()
    {
        var request = new CertificateRequest("CN=orders", Key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TestTrust.Start, TestTrust.Start.AddDays(1));
        return TokenProof.FromCertificate(certificate.RawData);
    }

    private static string Text(TokenProof proof) => proof.ToString()["certificate ".Length..];

    private static string Bound(TokenProof proof) => new TestToken().With("cnf", $$"""{"x5t#S256":"{{Text(proof)}}"}""").ToString();

    // The last of 43 characters carries four bits; the two below them are not taken.
    private static string NotCanonical(string text)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        Assert.True(Base64Url.IsValid(text));
        return text[..^1] + Alphabet[Alphabet.IndexOf(text[^1], StringComparison.Ordinal) + 1];
    }

    private TokenFailure Failure(string token, TokenProof proof) => _trust.Validate(token.AsMemory(), proof).Failure;
}
