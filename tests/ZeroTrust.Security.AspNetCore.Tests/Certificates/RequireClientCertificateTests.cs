using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>An endpoint that a service's token alone does not open.</summary>
public sealed class RequireClientCertificateTests
{
    [Fact]
    public async Task TokenAlone_IsRefused()
    {
        await using var site = await StartAsync();
        Assert.Equal("403 access_denied", await AskAsync(site, null, token: true));
        Assert.Equal("certificate_required", site.Trail.Events[^1].Reason);
    }

    [Fact]
    public async Task Certificate_WithTokenOrWithout_IsTaken()
    {
        await using var site = await StartAsync();
        Assert.Equal("200", await AskAsync(site, site.Ca.Issue(CertificateSite.Orders), token: true));
        Assert.Equal("200", await AskAsync(site, site.Ca.Issue(CertificateSite.Orders), token: false));
    }

    [Fact]
    public async Task CertificateThatMiddlewareSet_IsNone()
    {
        using var ca = new TestCa();
        using var forged = ca.Issue(CertificateSite.Orders);
        await using var site = await StartAsync(app => app.Use(next => context =>
        {
            context.Connection.ClientCertificate = forged;
            return next(context);
        }));
        Assert.Equal("403 access_denied", await AskAsync(site, null, token: true));
    }

    [Fact]
    public async Task CertificateThatMayProveNobody_IsNotEnough()
    {
        await using var site = await StartAsync(settings: new Dictionary<string, string?> { ["AllowUnmapped"] = "true" });
        Assert.Equal("403 access_denied", await AskAsync(site, site.Ca.Issue("spiffe://prod.example/ns/shop/sa/other"), token: true));
    }

    [Fact]
    public async Task CertificateThatAGatewayTookOutOfTheHeaders_IsOne()
    {
        await using var site = await StartAsync(
            static app => app.UseZeroTrustGateway(),
            static app => app.MapGet("/headers", static (HttpContext context) => context.Request.Headers["X-Forwarded-Client-Cert"].ToString()).AllowCallers("orders"),
            new Dictionary<string, string?> { ["Forwarded:Format"] = "EnvoyXfcc", ["Forwarded:From"] = "127.0.0.1", ["Forwarded:Proxies"] = "edge" },
            static builder =>
            {
                builder.Configuration.AddInMemoryCollection(
                    [new("ZeroTrust:ServiceTokens:Issuer", "https://edge.internal"), new("ZeroTrust:ServiceTokens:ActForUsersOf", "corporate")]);
                builder.Services.AddZeroTrustCore().AddServiceTokens().AddGateway();
            });
        using var client = site.PlainClient();
        Assert.Equal("401 credential_missing", await client.GetAsync("/both").ShortAsync());

        client.DefaultRequestHeaders.Add("X-Forwarded-Client-Cert", $"Cert=\"{Uri.EscapeDataString(site.Ca.Issue(CertificateSite.Orders).ExportCertificatePem())}\"");
        Assert.Equal("service 'orders'", await client.GetStringAsync("/both"));
        Assert.Equal("", await client.GetStringAsync("/headers"));
    }

    [Fact]
    public async Task Start_WithoutAddClientCertificatesOrWithoutSayingWhich_IsRefused()
    {
        var message = await Site.RefusalAsync(static app => app.MapGet("/e1", static () => "").AllowCallers("orders").RequireClientCertificate());
        Assert.Contains("RequireClientCertificate needs AddClientCertificates", message, StringComparison.Ordinal);

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(map: static app => app.MapGet("/e2", static () => "").RequireClientCertificate()));
        Assert.Contains("does not say which", fault.Message, StringComparison.Ordinal);
    }

    // The one issuer speaks for the service orders.
    private static Task<CertificateSite> StartAsync(
        Action<WebApplication>? build = null, Action<WebApplication>? map = null, IReadOnlyDictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? configure = null) => CertificateSite.StartAsync(
        settings,
        build,
        app =>
        {
            app.MapGet("/both", static (HttpContext context) => context.GetCaller().ToString()).AllowCallers("orders").RequireClientCertificate();
            map?.Invoke(app);
        },
        configure: builder =>
        {
            builder.Configuration.AddInMemoryCollection(
            [
                new("ZeroTrust:Issuers:corporate:Kind", "Services"),
                new("ZeroTrust:Issuers:corporate:Service", "orders"),
            ]);
            configure?.Invoke(builder);
        });

    private static async Task<string> AskAsync(CertificateSite site, X509Certificate2? certificate, bool token)
    {
        using var client = site.Client(certificate);
        client.DefaultRequestHeaders.Authorization = token ? new("Bearer", site.Issuer.Service("orders").Token().Build()) : null;
        return await client.GetAsync("/both").ShortAsync();
    }
}
