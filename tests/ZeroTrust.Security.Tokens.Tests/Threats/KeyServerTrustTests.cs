using System.Net;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Certificates and proxies.</summary>
public sealed class KeyServerTrustTests : IDisposable
{
    private static readonly string GoodSet = JwkText.Set(JwkText.Ec("good"));

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task D17_CertificateOfAnUnknownAuthority_IsRefused()
    {
        using var certificate = _authority.Issue("issuer.test");
        await using var server = await KeyServer.StartAsync(certificate);
        server.Map("/keys", GoodSet);
        using var rig = new FetchRig(FetchRig.At($"https://issuer.test:{server.Port}/keys"));

        Assert.Contains("certificate was refused", await rig.FetchAsync(), StringComparison.Ordinal);
        Assert.Equal(0, server.TotalHits);
    }

    [Fact]
    public async Task D17_CertificateOfTheConfiguredAuthority_IsTaken()
    {
        using var certificate = _authority.Issue("issuer.test");
        await using var server = await KeyServer.StartAsync(certificate);
        server.Map("/keys", GoodSet);
        using var rig = new FetchRig(FetchRig.At($"https://issuer.test:{server.Port}/keys") with { CertificateAuthoritiesFile = _authority.BundleFile });

        Assert.Null(await rig.FetchAsync());
        Assert.NotNull(rig.Keys.Current!.Find("good"));
    }

    [Fact]
    public async Task D17_ConfiguredAuthority_StillChecksNameAndDatesAndChain()
    {
        using var elsewhere = new TestAuthority();
        foreach (var certificate in new[] { _authority.Issue("other.test"), _authority.Issue("issuer.test", -3, -1), _authority.Issue("issuer.test", 1, 3), elsewhere.Issue("issuer.test") })
        {
            using (certificate)
            {
                await using var server = await KeyServer.StartAsync(certificate);
                server.Map("/keys", GoodSet);
                using var rig = new FetchRig(FetchRig.At($"https://issuer.test:{server.Port}/keys") with { CertificateAuthoritiesFile = _authority.BundleFile });

                Assert.Contains("certificate was refused", await rig.FetchAsync(), StringComparison.Ordinal);
                Assert.Equal(0, server.TotalHits);
            }
        }
    }

    [Fact]
    public async Task D17_BundleThatCannotBeRead_IsAFailedFetchAndNotTheSystemsAuthorities()
    {
        var empty = Path.GetTempFileName();
        foreach (var file in new[] { empty, "/nowhere/ca.pem", Path.GetTempPath() })
        {
            using var rig = new FetchRig(FetchRig.At("https://issuer.test:1/keys") with { CertificateAuthoritiesFile = file });

            var problem = await rig.FetchAsync();
            Assert.NotNull(problem);
            Assert.DoesNotContain("ConnectionError", problem, StringComparison.Ordinal);
        }

        File.Delete(empty);
    }

    [Fact]
    public async Task D17_ConfiguredProxy_ResolvesTheNameAndTheCertificateIsStillChecked()
    {
        using var certificate = _authority.Issue("issuer.test");
        await using var server = await KeyServer.StartAsync(certificate);
        server.Map("/keys", GoodSet);
        using var proxy = new ConnectProxy(server.Port);
        var resolver = new ScriptedResolver(["169.254.169.254"]);
        var settings = FetchRig.At("https://issuer.test:8443/keys") with { Proxy = proxy.Address, CertificateAuthoritiesFile = _authority.BundleFile };

        using var rig = new FetchRig(settings, development: false, resolver);
        Assert.Null(await rig.FetchAsync());
        Assert.Equal("issuer.test:8443", Assert.Single(proxy.Asked));
        Assert.Empty(resolver.Asked);

        using var distrusting = new FetchRig(settings with { CertificateAuthoritiesFile = null }, development: false, resolver);
        Assert.Contains("certificate was refused", await distrusting.FetchAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://127.0.0.1/keys")]
    [InlineData("https://localhost/keys")]
    [InlineData("https://169.254.169.254/keys")]
    [InlineData("http://issuer.test/keys")]
    public async Task D17_BehindAProxy_TheHostIsCheckedInPlaceOfTheAddress(string url)
    {
        using var proxy = new ConnectProxy(1);
        using var rig = new FetchRig(FetchRig.At(url) with { Proxy = proxy.Address });

        Assert.NotNull(await rig.FetchAsync());
        Assert.Empty(proxy.Asked);
    }

    [Fact]
    public async Task D17_EnvironmentsProxy_IsIgnored()
    {
        await using var server = await KeyServer.StartAsync();
        server.Map("/keys", GoodSet);
        var before = HttpClient.DefaultProxy;
        var environment = new EnvironmentProxy();
        HttpClient.DefaultProxy = environment;
        try
        {
            using var rig = new FetchRig(FetchRig.At($"http://{EnvironmentProxy.Host}:{server.Port}/keys"));
            Assert.Null(await rig.FetchAsync());
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.False(environment.WasAsked);
    }

    // Takes one name alone, so that no other test is touched.
    private sealed class EnvironmentProxy : IWebProxy
    {
        public const string Host = "environment-proxy.localhost";

        public bool WasAsked { get; private set; }

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination)
        {
            WasAsked |= destination.Host == Host;
            return destination.Host == Host ? new("http://127.0.0.1:1") : null;
        }

        public bool IsBypassed(Uri host)
        {
            WasAsked |= host.Host == Host;
            return host.Host != Host;
        }
    }
}
