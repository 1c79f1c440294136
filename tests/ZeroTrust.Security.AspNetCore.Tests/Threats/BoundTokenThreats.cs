using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using ZeroTrust.Security.AspNetCore.Tests.Certificates;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>G9: a token bound to a client certificate passes on a connection that presented this very certificate, and on no other.</summary>
public sealed class BoundTokenThreats
{
    [Fact]
    public async Task G9_BoundToken_NeedsItsCertificate()
    {
        await using var site = await StartAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = Client(site, key);
        var token = Bound(site, certificate);

        Assert.Equal("200", await GetAsync(site, token, certificate));
        Assert.Equal("401 invalid_token", await GetAsync(site, token, null));
        Assert.Equal("BindingUnproven", site.Trail.Events[^1].Reason);
        Assert.Equal("401 invalid_token", await GetAsync(site, token, Client(site)));

        // Renewed: the same key, the same name, another certificate.
        Assert.Equal("401 invalid_token", await GetAsync(site, token, Client(site, key)));
        Assert.Equal("200", await GetAsync(site, token, certificate));
    }

    [Fact]
    public async Task G9_CertificateInAHeader_ProvesNothingOfAConnection()
    {
        await using var site = await StartAsync();
        var certificate = Client(site);
        using var client = site.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Bound(site, certificate));
        client.DefaultRequestHeaders.Add("X-Forwarded-Client-Cert", $"Cert=\"{Uri.EscapeDataString(certificate.ExportCertificatePem())}\"");
        client.DefaultRequestHeaders.Add("Client-Cert", $":{Convert.ToBase64String(certificate.RawData)}:");
        Assert.Equal("401 invalid_token", await client.GetAsync("/caller").ShortAsync());
    }

    [Fact]
    public async Task G9_CertificateThatMiddlewarePutsInPlace_ProvesNothing()
    {
        X509Certificate2? stolen = null;
        await using var site = await StartAsync(app => app.Use((context, next) =>
        {
            context.Connection.ClientCertificate = stolen;
            context.Features.Set<ITlsConnectionFeature>(new TlsConnectionFeature { ClientCertificate = stolen });
            return next(context);
        }));
        stolen = Client(site);
        Assert.Equal("401 invalid_token", await GetAsync(site, Bound(site, stolen), null));
        Assert.Equal("401 invalid_token", await GetAsync(site, Bound(site, stolen), Client(site)));

        using var service = site.Client();
        stolen = site.Ca.Issue(CertificateSite.Orders);
        Assert.Equal("401 credential_missing", await service.GetAsync("/orders").ShortAsync());
    }

    [Fact]
    public async Task G9_BoundTokenOfAUser_FromAClientThatIsNoService_NeedsLeave()
    {
        await using var site = await CertificateSite.StartAsync();
        var certificate = Client(site);
        Assert.Equal("401 invalid_token", await GetAsync(site, Bound(site, certificate), certificate));
        Assert.Equal("BindingUnproven", site.Trail.Events[^1].Reason);
        Assert.Equal("401 invalid_token", await GetAsync(site, site.Issuer.Token().ForUser("alice").Build(), certificate));
        Assert.Equal("certificate_unmapped", site.Trail.Events[^1].Reason);
    }

    private static Task<CertificateSite> StartAsync(Action<WebApplication>? build = null) =>
        CertificateSite.StartAsync(new Dictionary<string, string?> { ["AllowUnmapped"] = "true" }, build);

    private static X509Certificate2 Client(CertificateSite site, ECDsa? key = null) => site.Ca.Issue(new ClientCertificate { Subject = "CN=shop-app", Key = key });

    private static string Bound(CertificateSite site, X509Certificate2 certificate) => site.Issuer.Token().ForUser("alice")
        .Claim("cnf", new JsonObject { ["x5t#S256"] = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(certificate.RawData)) })
        .Build();

    private static async Task<string> GetAsync(CertificateSite site, string token, X509Certificate2? certificate)
    {
        using var client = site.Client(certificate);
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return await client.GetAsync("/caller").ShortAsync();
    }
}
