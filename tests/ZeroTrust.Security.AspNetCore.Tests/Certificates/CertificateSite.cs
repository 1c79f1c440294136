using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Certificates;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>A service on real Kestrel over loopback TLS that takes client certificates of a throw-away authority; and a plain door beside it.</summary>
internal sealed class CertificateSite : IAsyncDisposable
{
    public const string Orders = "spiffe://prod.example/ns/shop/sa/orders";
    public const string Edge = "spiffe://prod.example/ns/edge/sa/proxy";

    private readonly WebApplication _app;
    private readonly string _folder;

    private CertificateSite(WebApplication app, FakeTokenIssuer issuer, ManualTimeProvider clock, TestCa ca, string folder, RecordingLogs logs, InMemoryAuditTrail trail)
    {
        (_app, Issuer, Clock, Ca, _folder, Logs, Trail) = (app, issuer, clock, ca, folder, logs, trail);
    }

    public FakeTokenIssuer Issuer { get; }

    public ManualTimeProvider Clock { get; }

    public TestCa Ca { get; }

    public RecordingLogs Logs { get; }

    public InMemoryAuditTrail Trail { get; }

    public string BundleFile => Path.Combine(_folder, "bundle.pem");

    public IServiceProvider Services => _app.Services;

    public ClientCertificates Certificates => _app.Services.GetRequiredService<ClientCertificates>();

    public Uri Secure => new(_app.Urls.Single(static url => url.StartsWith("https", StringComparison.Ordinal)));

    public Uri Plain => new(_app.Urls.Single(static url => url.StartsWith("http://127", StringComparison.Ordinal)));

    /// <summary>Starts it.</summary>
    /// <param name="settings">More settings below <c>ZeroTrust:ClientCertificates</c>, or in place of the defaults.</param>
    /// <param name="build">What stands before <c>UseZeroTrust</c>.</param>
    /// <param name="map">Endpoints beside <c>/caller</c> and <c>/orders</c>.</param>
    /// <param name="require">Whether a connection without a certificate is refused.</param>
    /// <param name="configure">What else the host is given.</param>
    public static async Task<CertificateSite> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<WebApplication>? build = null,
        Action<WebApplication>? map = null,
        bool require = false,
        Action<WebApplicationBuilder>? configure = null)
    {
        var clock = new ManualTimeProvider(TestCa.Start);
        var issuer = await FakeTokenIssuer.StartAsync(new FakeTokenIssuerOptions { Clock = clock });
        var (ca, folder) = (new TestCa(), Directory.CreateTempSubdirectory("certificates-").FullName);
        var bundle = Path.Combine(folder, "bundle.pem");
        await File.WriteAllTextAsync(bundle, ca.Pem);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(Defaults(issuer, bundle));
        builder.Configuration.AddInMemoryCollection((settings ?? new Dictionary<string, string?>()).ToDictionary(
            static pair => $"ZeroTrust:ClientCertificates:{pair.Key}", static pair => pair.Value));
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, require));
        var (trail, logs) = (new InMemoryAuditTrail(), new RecordingLogs());
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(clock);
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).AddClientCertificates();
        builder.Services.AddSingleton<IAuditTrail>(trail);
        configure?.Invoke(builder);

        var app = builder.Build();
        build?.Invoke(app);
        app.UseZeroTrust();
        app.MapGet("/caller", static (HttpContext context) => context.GetCaller().ToString()).RequireAuthenticatedCaller();
        app.MapGet("/orders", static (HttpContext context) => context.GetCaller().ToString()).AllowCallers("orders");
        map?.Invoke(app);
        await app.StartAsync();
        return new(app, issuer, clock, ca, folder, logs, trail);
    }

    /// <summary>A client with a certificate and, if wanted, intermediates, on connections of its own.</summary>
    public HttpClient Client(X509Certificate2? certificate = null, params X509Certificate2[] intermediates) => new(Handler(certificate, intermediates)) { BaseAddress = Secure };

    public HttpClient PlainClient() => new() { BaseAddress = Plain };

    public static SocketsHttpHandler Handler(X509Certificate2? certificate, params X509Certificate2[] intermediates) => new()
    {
        SslOptions = new()
        {
            RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, [.. intermediates], offline: true),
        },
    };

    public async Task SwapBundleAsync(string pem)
    {
        await File.WriteAllTextAsync(BundleFile + ".new", pem);
        File.Move(BundleFile + ".new", BundleFile, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Issuer.DisposeAsync();
        Ca.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Listen(KestrelServerOptions kestrel, bool require)
    {
        kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseZeroTrustClientCertificates(static https => https.ServerCertificate = ServerCertificate(), require));
        kestrel.Listen(IPAddress.Loopback, 0);
    }

    private static X509Certificate2 ServerCertificate()
    {
        using var ca = new TestCa("Server Root");
        return ca.Issue(new ClientCertificate { Subject = "CN=localhost", DnsNames = ["localhost"], Uses = [TestCa.ServerUse] });
    }

    private static Dictionary<string, string?> Defaults(FakeTokenIssuer issuer, string bundle) => new()
    {
        ["ZeroTrust:Service"] = "payments",
        ["ZeroTrust:Issuers:corporate:Authority"] = issuer.Issuer,
        ["ZeroTrust:Issuers:corporate:Audiences"] = issuer.Audience,
        ["ZeroTrust:ClientCertificates:Bundle"] = bundle,
        ["ZeroTrust:ClientCertificates:Revocation"] = "None",
        ["ZeroTrust:ClientCertificates:Services:orders:SpiffeIds"] = Orders,
        ["ZeroTrust:ClientCertificates:Services:orders:DnsNames"] = "orders.shop.internal",
        ["ZeroTrust:ClientCertificates:Services:orders:Subjects:0"] = "CN=orders, O=Shop",
        ["ZeroTrust:ClientCertificates:Services:orders:Permissions"] = "payments:charge",
        ["ZeroTrust:ClientCertificates:Services:edge:SpiffeIds"] = Edge,
    };
}
