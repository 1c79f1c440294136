using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Ecosystem;

/// <summary>A service as a user writes it, on a real server, trusting a real issuer on loopback.</summary>
internal sealed class RealSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RealSite(WebApplication app, FakeTokenIssuer issuer, InMemoryAuditTrail trail, RecordingLogs logs)
    {
        _app = app;
        Issuer = issuer;
        Trail = trail;
        Logs = logs;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public FakeTokenIssuer Issuer { get; }

    public InMemoryAuditTrail Trail { get; }

    public RecordingLogs Logs { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the service.</summary>
    /// <param name="map">Its endpoints.</param>
    /// <param name="configure">What else it registers.</param>
    /// <param name="issuer">The issuer, disposed with the site; null for one of its own.</param>
    /// <param name="protocols">What its server speaks, without TLS.</param>
    public static async Task<RealSite> StartAsync(
        Action<WebApplication> map,
        Action<IServiceCollection>? configure = null,
        FakeTokenIssuer? issuer = null,
        HttpProtocols protocols = HttpProtocols.Http1)
    {
        issuer ??= await FakeTokenIssuer.StartAsync();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ZeroTrust:Service"] = "orders",
            ["ZeroTrust:Issuers:corporate:Authority"] = issuer.Issuer,
            ["ZeroTrust:Issuers:corporate:Audiences"] = issuer.Audience,
            ["ZeroTrust:Roles:support_agent"] = "customers:read refunds:write",
            ["ZeroTrust:TokenInQuery"] = "/hubs",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(server => server.ConfigureEndpointDefaults(door => door.Protocols = protocols));
        var (trail, logs) = (new InMemoryAuditTrail(), new RecordingLogs());
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        configure?.Invoke(builder.Services);
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"));
        builder.Services.AddSingleton<IAuditTrail>(trail);

        var app = builder.Build();
        app.UseZeroTrust();
        map(app);
        await app.StartAsync();
        return new(app, issuer, trail, logs);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, FakeTokenBuilder? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token.Build());
        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
