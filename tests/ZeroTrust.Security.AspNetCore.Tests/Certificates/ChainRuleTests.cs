using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>Chains without a server: strength, what is fetched, and the time up to which a verdict holds.</summary>
public sealed class ChainRuleTests : IDisposable
{
    // The platform makes none: OpenSSL, ecdsa-with-SHA1.
    private const string SignedWithSha1 = "MIIBcTCCARigAwIBAgIUS+9Bb6AOB1zV4dok2NkYz/4600IwCQYHKoZIzj0EATAPMQ0wCwYDVQQDDAR3ZWFrMB4XDTI2MTEyMjA3MzQzMFoXDTM2MTExOTA3"
        + "MzQzMFowDzENMAsGA1UEAwwEd2VhazBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNsFUPjmfF64MA/Z3hE3QandC1bOkKSR29hKBxNWG3eOnLKGKLRVpzTl"
        + "+R7Mrd8gGJk2Nr4YMz+cnu8a+0NsLdqjUzBRMB0GA1UdDgQWBBSvqAWDATdIAPx0+7qF9UvyUmZGZTAfBgNVHSMEGDAWgBSvqAWDATdIAPx0+7qF9UvyUmZG"
        + "ZTAPBgNVHRMBAf8EBTADAQH/MAkGByqGSM49BAEDSAAwRQIhAOhQtrDZyNN4DhEOoYzwt2h/x56ervm3ejELaLhAl/6rAiBAfgCf8gZMqlNCIXSthCXSdDzP"
        + "QXn62gv4EFcxaS276Q==";

    private readonly TestCa _ca = new();
    private readonly ChainRule _rule = new(X509RevocationMode.NoCheck);

    [Fact]
    public void WeakSignatureOrKey_IsRefused()
    {
        Assert.Equal(CertificateFailure.None, Check(Issue(HashAlgorithmName.SHA256, 2048)));
        Assert.Equal(CertificateFailure.None, Check(Issue(HashAlgorithmName.SHA512, 3072)));
        Assert.NotEqual(CertificateFailure.None, Check(Issue(HashAlgorithmName.SHA256, 1024)));

        using var sha1 = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(SignedWithSha1));
        Assert.False(StrengthRule.IsStrong(sha1));
        Assert.True(StrengthRule.IsStrong(_ca.Certificate));
    }

    [Fact]
    public void Verdict_HoldsUntilTheFirstOfTheChainEnds()
    {
        using var below = new TestCa("Intermediate", _ca);
        using var long_ = below.Issue(new ClientCertificate { Uris = [CertificateSite.Orders], To = TestCa.Start.AddYears(8) });
        Assert.Equal(CertificateFailure.None, _rule.Check(long_, [below.Certificate], Bundle(), TestCa.Start, out var until));
        Assert.Equal(TestCa.Start.AddYears(5), until);
        Assert.Equal(CertificateFailure.Expired, _rule.Check(long_, [below.Certificate], Bundle(), until.AddSeconds(1), out _));
        Assert.Equal(CertificateFailure.Untrusted, _rule.Check(long_, [], Bundle(), TestCa.Start, out _));
    }

    [Theory]
    [InlineData(X509RevocationMode.Offline)]
    [InlineData(X509RevocationMode.Online)]
    public void NoAnswerAboutRevocation_IsARefusal(X509RevocationMode mode)
    {
        using var certificate = _ca.Issue(CertificateSite.Orders);
        Assert.Equal(CertificateFailure.RevocationUnknown, new ChainRule(mode).Check(certificate, [], Bundle(), TestCa.Start, out _));
    }

    [Theory]
    [InlineData(X509RevocationMode.NoCheck)]
    [InlineData(X509RevocationMode.Online)]
    public void UntrustedCertificate_HasNothingFetched(X509RevocationMode mode)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        using var stranger = new TestCa("Stranger");
        using var below = new TestCa("Intermediate", _ca);
        foreach (var issuer in (TestCa[])[stranger, below])
        {
            using var certificate = issuer.Issue(new ClientCertificate { Uris = [CertificateSite.Orders], Address = address });
            Assert.Equal(CertificateFailure.Untrusted, new ChainRule(mode).Check(certificate, [], Bundle(), TestCa.Start, out _));
        }

        Assert.False(listener.Pending());
    }

    public void Dispose() => _ca.Dispose();

    private CertificateFailure Check(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return _rule.Check(certificate, [], Bundle(), TestCa.Start, out _);
        }
    }

    private TrustBundle Bundle() => new([_ca.Certificate], [], []);

    private X509Certificate2 Issue(HashAlgorithmName hash, int bits)
    {
        using var key = RSA.Create(bits);
        var request = new CertificateRequest("CN=orders", key, hash, RSASignaturePadding.Pkcs1);
        new ClientCertificate { Uris = [CertificateSite.Orders] }.AddTo(request);
        return _ca.Sign(request, TestCa.Start.AddDays(-1), TestCa.Start.AddDays(1));
    }
}
