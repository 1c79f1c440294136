using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.InteropTests;

/// <summary>A service on real Kestrel behind a proxy that ends TLS: a plain door, and one with mutual TLS.</summary>
internal sealed class PaymentsHost : IAsyncDisposable
{
    public const string Orders = "spiffe://prod.example/ns/shop/sa/orders";
    public const string Edge = "spiffe://prod.example/ns/edge/sa/nginx";

    private readonly WebApplication _app;
    private readonly string _bundle;

    private PaymentsHost(WebApplication app, FakeTokenIssuer issuer, InMemoryAuditTrail trail, string bundle) => (_app, Issuer, Trail, _bundle) = (app, issuer, trail, bundle);

    public FakeTokenIssuer Issuer { get; }

    public InMemoryAuditTrail Trail { get; }

    public Uri Plain => new(_app.Urls.Single(static url => url.StartsWith("http:", StringComparison.Ordinal)));

    public Uri Secure => new(_app.Urls.Single(static url => url.StartsWith("https:", StringComparison.Ordinal)));

    /// <summary>Starts it.</summary>
    /// <param name="authorities">The authorities of clients and proxy, in PEM.</param>
    /// <param name="own">Its certificate as a server.</param>
    /// <param name="from">Where the proxy is.</param>
    public static async Task<PaymentsHost> StartAsync(string authorities, X509Certificate2 own, string from)
    {
        var (issuer, bundle) = (await FakeTokenIssuer.StartAsync(), Path.GetTempFileName());
        await File.WriteAllTextAsync(bundle, authorities);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ForwardedHeaders_Enabled"] = "true",
            ["ZeroTrust:Issuers:corporate:Authority"] = issuer.Issuer,
            ["ZeroTrust:Issuers:corporate:Audiences"] = issuer.Audience,
            ["ZeroTrust:ClientCertificates:Bundle"] = bundle,
            ["ZeroTrust:ClientCertificates:Revocation"] = "None",
            ["ZeroTrust:ClientCertificates:Services:orders:SpiffeIds"] = Orders,
            ["ZeroTrust:ClientCertificates:Services:edge:SpiffeIds"] = Edge,
            ["ZeroTrust:ClientCertificates:Forwarded:Format"] = "EscapedPem",
            ["ZeroTrust:ClientCertificates:Forwarded:From"] = from,
            ["ZeroTrust:ClientCertificates:Forwarded:Proxies"] = "edge",
        });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.UseZeroTrustClientCertificates();
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(own));
        });
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).AddClientCertificates();
        var trail = new InMemoryAuditTrail();
        builder.Services.AddSingleton<IAuditTrail>(trail);

        var app = builder.Build();
        app.UseZeroTrust();
        app.MapGet("/caller", static (HttpContext http) => http.GetCaller().ToString()).RequireAuthenticatedCaller();
        await app.StartAsync();
        return new(app, issuer, trail, bundle);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Issuer.DisposeAsync();
        File.Delete(_bundle);
    }
}
