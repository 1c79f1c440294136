using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.ConformanceTests.Detection;

/// <summary>A whole service with a journal on disk and detection rules: it refunds, and says what came back.</summary>
internal sealed class RefundShop : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zt-detection-");
    private readonly FakeTokenIssuer _issuer;
    private readonly WebApplication _app;

    private RefundShop(FakeTokenIssuer issuer, ManualTimeProvider clock, Action<AuditDetectionOptions> rules)
    {
        (_issuer, Clock) = (issuer, clock);
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting().AddLogging(static logging => logging.ClearProviders());
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddZeroTrust(static _ => { }).TrustFakeIssuer(issuer).AddAuditJournal(Journal).AddAuditDetection(rules).AddAlertSink<AlertList>();
        _app = builder.Build();
        _app.UseZeroTrust();
        _app.MapPost("/refunds/{id}", HandleAsync).RequirePermission("refunds:write");
        _app.MapGet("/products", static () => "all").AllowAnonymousBecause("the catalogue is public");
    }

    public ManualTimeProvider Clock { get; }

    public string Journal => Path.Combine(_folder.FullName, "audit");

    public ICallerThrottle Throttle => _app.Services.GetRequiredService<ICallerThrottle>();

    public AlertList Alerts => _app.Services.GetServices<IAlertSink>().OfType<AlertList>().Single();

    public static async Task<RefundShop> OpenAsync(Action<AuditDetectionOptions> rules)
    {
        var clock = new ManualTimeProvider();
        var shop = new RefundShop(await FakeTokenIssuer.StartAsync(new() { Audience = "orders", Clock = clock }), clock, rules);
        await shop._app.StartAsync();
        return shop;
    }

    public string TokenOf(string user) => _issuer.Token().ForUser(user).WithPermissions("refunds:write").Build();

    public string TokenOf(string user, DateTimeOffset signedIn) => _issuer.Token().ForUser(user).WithPermissions("refunds:write").Claim("auth_time", signedIn.ToUnixTimeSeconds()).Build();

    /// <summary>A token that allows no refund.</summary>
    public string ReaderOf(string user, DateTimeOffset signedIn) => _issuer.Token().ForUser(user).Claim("auth_time", signedIn.ToUnixTimeSeconds()).Build();

    public string ForgedTokenOf(string user)
    {
        using var key = FakeSigningKey.Create("ES256", _issuer.CurrentKey.KeyId);
        return _issuer.Token().ForUser(user).WithPermissions("refunds:write").SignedBy(key).Build();
    }

    public Task<HttpResponseMessage> RefundAsync(string token) => SendAsync(HttpMethod.Post, "/refunds/7", token);

    public Task<HttpResponseMessage> BrowseAsync() => SendAsync(HttpMethod.Get, "/products", token: null);

    /// <summary>Waits until a revocation is in force.</summary>
    public async Task RevokedAsync()
    {
        var revocations = _app.Services.GetRequiredService<IRevocationService>();
        while (revocations.List().Count == 0)
        {
            await Task.Yield();
        }
    }

    /// <summary>The lines of the journal, once the service has ended.</summary>
    public async Task<IReadOnlyList<string>> CloseAsync()
    {
        await _app.StopAsync();
        return [.. Directory.GetFiles(Journal, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task HandleAsync(string id, HttpContext http)
    {
        await using var act = await http.GetAudit().BeginAsync("refund", id);
        await act.CompleteAsync(AuditOutcome.Allowed, ("amount", 89.99m));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token)
    {
        using var client = _app.GetTestClient();
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await client.SendAsync(request);
    }
}
