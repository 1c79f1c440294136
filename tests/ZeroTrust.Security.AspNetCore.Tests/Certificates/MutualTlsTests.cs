using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>Client certificates over real Kestrel: who gets in, and as whom.</summary>
public sealed class MutualTlsTests
{
    [Fact]
    public async Task NoCertificate_IsNobody()
    {
        await using var site = await CertificateSite.StartAsync();
        using var client = site.Client();
        Assert.Equal("401 credential_missing", await client.GetAsync("/caller").ShortAsync());
        Assert.Equal("401 credential_missing", await client.GetAsync("/orders").ShortAsync());
    }

    [Fact]
    public async Task NoCertificate_WhereOneIsRequired_GetsNoConnection()
    {
        await using var site = await CertificateSite.StartAsync(require: true);
        await RefusedAsync(site, null);
        Assert.Equal("service 'orders'", await CallerAsync(site, site.Ca.Issue(CertificateSite.Orders)));
    }

    [Fact]
    public async Task RightName_IsTheService_BySpiffeIdDnsNameOrSubject()
    {
        await using var site = await CertificateSite.StartAsync();
        Assert.Equal("service 'orders'", await CallerAsync(site, site.Ca.Issue(CertificateSite.Orders)));
        Assert.Equal("service 'orders'", await CallerAsync(site, site.Ca.Issue(new ClientCertificate { DnsNames = ["orders.shop.internal"] })));
        Assert.Equal("service 'orders'", await CallerAsync(site, site.Ca.Issue(new ClientCertificate { Subject = "CN=orders, O=Shop" })));
    }

    [Fact]
    public async Task Service_HasItsPermissionsAndNoMore()
    {
        await using var site = await CertificateSite.StartAsync(map: static app =>
        {
            app.MapPost("/charges", static () => "charged").RequirePermission("payments:charge").AllowCallers("orders");
            app.MapPost("/refunds", static () => "refunded").RequirePermission("payments:refund").AllowCallers("orders");
            app.MapPost("/books", static () => "closed").RequirePermission("payments:charge").AllowCallers("ledger");
        });
        using var client = site.Client(site.Ca.Issue(CertificateSite.Orders));
        Assert.Equal("200", await client.PostAsync("/charges", null).ShortAsync());
        Assert.Equal("403 insufficient_scope", await client.PostAsync("/refunds", null).ShortAsync());
        Assert.Equal("403 access_denied", await client.PostAsync("/books", null).ShortAsync());
    }

    [Fact]
    public async Task WrongAuthority_GetsNoConnection()
    {
        await using var site = await CertificateSite.StartAsync();
        using var other = new TestCa();
        await RefusedAsync(site, other.Issue(CertificateSite.Orders), "untrusted");
    }

    [Fact]
    public async Task SelfSigned_GetsNoConnection()
    {
        await using var site = await CertificateSite.StartAsync();
        using var self = new TestCa("orders");
        await RefusedAsync(site, X509CertificateLoader.LoadPkcs12(self.Certificate.Export(X509ContentType.Pkcs12), null));
    }

    [Theory]
    [InlineData(-20, -1, "expired")]
    [InlineData(1, 20, "not_yet_valid")]
    public async Task OutsideItsTime_GetsNoConnection(int from, int to, string outcome)
    {
        await using var site = await CertificateSite.StartAsync();
        var certificate = site.Ca.Issue(new ClientCertificate { Uris = [CertificateSite.Orders], From = TestCa.Start.AddDays(from), To = TestCa.Start.AddDays(to) });
        await RefusedAsync(site, certificate, outcome);
    }

    [Theory]
    [InlineData(TestCa.ServerUse)]
    [InlineData("2.5.29.37.0")]
    [InlineData(null)]
    public async Task NotForClients_GetsNoConnection(string? use)
    {
        await using var site = await CertificateSite.StartAsync();
        await RefusedAsync(site, site.Ca.Issue(new ClientCertificate { Uris = [CertificateSite.Orders], Uses = use is null ? null : [use] }), "wrong_use");
    }

    [Fact]
    public async Task AuthoritysOwnOrWithoutSignature_GetsNoConnection()
    {
        await using var site = await CertificateSite.StartAsync();
        await RefusedAsync(site, site.Ca.Issue(new ClientCertificate { Uris = [CertificateSite.Orders], IsAuthority = true, KeyUsage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign }), "wrong_use");
        await RefusedAsync(site, site.Ca.Issue(new ClientCertificate { Uris = [CertificateSite.Orders], KeyUsage = X509KeyUsageFlags.KeyEncipherment }));
    }

    [Theory]
    [InlineData("unmapped", "spiffe://prod.example/ns/shop/sa/orders2")]
    [InlineData("unmapped", "spiffe://prod.example/ns/shop/sa")]
    [InlineData("unmapped", "spiffe://prod.example/ns/shop/sa/Orders")]
    [InlineData("identity_invalid", "spiffe://Prod.example/ns/shop/sa/orders")]
    [InlineData("identity_invalid", "SPIFFE://prod.example/ns/shop/sa/orders")]
    [InlineData("identity_invalid", "spiffe://prod.example:443/ns/shop/sa/orders")]
    [InlineData("identity_invalid", "spiffe://u@prod.example/ns/shop/sa/orders")]
    [InlineData("identity_invalid", "spiffe://prod.example/ns/shop/sa/orders?x")]
    [InlineData("identity_invalid", "spiffe://prod.example/ns/shop/sa/orders#x")]
    [InlineData("identity_invalid", "spiffe://prod.example/ns/shop/sa/orders/")]
    [InlineData("identity_invalid", "spiffe://prod.example/ns/../ns/shop/sa/orders")]
    [InlineData("identity_invalid", CertificateSite.Orders, CertificateSite.Orders)]
    [InlineData("identity_invalid", CertificateSite.Orders, "https://orders.example")]
    public async Task OtherNames_AreRefused(string outcome, params string[] uris)
    {
        await using var site = await CertificateSite.StartAsync();

        // The names that are mapped stand beside it, and do not help.
        using var client = site.Client(site.Ca.Issue(new ClientCertificate { Uris = uris, DnsNames = ["orders.shop.internal"], Subject = "CN=orders, O=Shop" }));
        Assert.Equal("401 invalid_token", await client.GetAsync("/caller").ShortAsync());
        Assert.Equal($"certificate_{outcome}", site.Trail.Events[^1].Reason);
    }

    [Theory]
    [InlineData("*.shop.internal")]
    [InlineData("shop.internal")]
    [InlineData("orders.shop.internal.evil.example")]
    [InlineData("evil-orders.shop.internal")]
    [InlineData("orders.shop.internal ")]
    public async Task NameThatContainsAMappedOne_IsNotMapped(string dns)
    {
        await using var site = await CertificateSite.StartAsync();
        using var client = site.Client(site.Ca.Issue(new ClientCertificate { DnsNames = [dns], Subject = "CN=\"orders, O=Shop\"" }));
        Assert.Equal("401 invalid_token", await client.GetAsync("/caller").ShortAsync());
        Assert.Equal("certificate_unmapped", site.Trail.Events[^1].Reason);
    }

    [Fact]
    public async Task NamesOfTwoServices_AreRefused()
    {
        await using var site = await CertificateSite.StartAsync(new Dictionary<string, string?> { ["Services:ledger:DnsNames"] = "ledger.shop.internal" });
        using var client = site.Client(site.Ca.Issue(new ClientCertificate { DnsNames = ["orders.shop.internal", "ledger.shop.internal"] }));
        Assert.Equal("401 invalid_token", await client.GetAsync("/caller").ShortAsync());
        Assert.Equal("certificate_identity_ambiguous", site.Trail.Events[^1].Reason);
    }

    [Fact]
    public async Task BrokenAlternativeNames_AreRefused()
    {
        await using var site = await CertificateSite.StartAsync();
        using var client = site.Client(site.Ca.Issue(new ClientCertificate { AlternativeNames = [0x30, 0x05, 0x86, 0x7f], Subject = "CN=orders, O=Shop" }));
        var answer = await Record.ExceptionAsync(async () => Assert.Equal("401 invalid_token", await client.GetAsync("/caller").ShortAsync()));
        Assert.True(answer is null or HttpRequestException, answer?.ToString());
    }

    [Fact]
    public async Task Certificate_ThatExpiresOnAnOpenConnection_IsRefusedFromThenOn()
    {
        await using var site = await CertificateSite.StartAsync();
        using var client = site.Client(site.Ca.Issue(new ClientCertificate { Uris = [CertificateSite.Orders], To = TestCa.Start.AddSeconds(2) }));
        client.Timeout = TimeSpan.FromSeconds(30);
        Assert.Equal("200", await client.GetAsync("/caller").ShortAsync());

        // No timer fires in a jump: the request itself finds out.
        site.Clock.JumpTo(TestCa.Start.AddSeconds(2));
        Assert.Equal("401 invalid_token", await client.GetAsync("/caller").ShortAsync());
        Assert.Equal("certificate_expired", site.Trail.Events[^1].Reason);
    }

    [Fact]
    public async Task UserAndService_AreBothKnown()
    {
        await using var site = await CertificateSite.StartAsync(map: static app =>
            app.MapGet("/both", static (HttpContext context) => context.GetCaller().ToString()).RequireUser().AllowCallers("orders"));
        using var client = site.Client(site.Ca.Issue(CertificateSite.Orders));
        client.DefaultRequestHeaders.Authorization = new("Bearer", site.Issuer.Token().ForUser("alice").Build());
        Assert.Equal("service 'orders' for user 'alice' of 'corporate'", await client.GetStringAsync("/both"));
    }

    private static async Task<string> CallerAsync(CertificateSite site, X509Certificate2 certificate)
    {
        using var client = site.Client(certificate);
        return await client.GetStringAsync("/caller");
    }

    /// <summary>The handshake fails: with TLS 1.3 the client may hear of it only as it reads the answer.</summary>
    private static async Task RefusedAsync(CertificateSite site, X509Certificate2? certificate, string? outcome = null)
    {
        using var client = site.Client(certificate);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/caller"));
        if (outcome is not null)
        {
            Assert.Contains($"Client certificate refused, {outcome}:", site.Logs.All, StringComparison.Ordinal);
        }
    }
}
