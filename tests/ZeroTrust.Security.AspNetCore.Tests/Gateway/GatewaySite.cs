using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Gateway;

/// <summary>
/// A gateway as a user writes it, with a real issuer of users. Whatever reaches an endpoint, or another place of the pipeline, is noted as the
/// next hop would see it.
/// </summary>
internal sealed class GatewaySite : IAsyncDisposable
{
    public const string Service = "edge";
    public const string TokenIssuer = "https://edge.internal";

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private GatewaySite(WebApplication app, FakeTokenIssuer users, ManualTimeProvider clock, InMemoryAuditTrail trail, SeenRequests seen)
    {
        _app = app;
        Users = users;
        Clock = clock;
        Trail = trail;
        Seen = seen;
        _client = app.Services.GetRequiredService<IServer>() is TestServer server ? server.CreateClient() : new() { BaseAddress = Address };
    }

    public FakeTokenIssuer Users { get; }

    public ManualTimeProvider Clock { get; }

    public InMemoryAuditTrail Trail { get; }

    public SeenRequests Seen { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts a gateway.</summary>
    /// <param name="build">Builds its pipeline; null for the usual one, with an endpoint for everybody below <c>/open</c> and one for users elsewhere.</param>
    /// <param name="settings">Adds to its settings below <c>ZeroTrust</c>; a null takes one away.</param>
    /// <param name="configure">Registers more.</param>
    /// <param name="protocols">What its real server speaks; null for a server within the process.</param>
    public static async Task<GatewaySite> StartAsync(
        Action<WebApplication, SeenRequests>? build = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? configure = null,
        HttpProtocols? protocols = null)
    {
        var clock = new ManualTimeProvider();
        var users = await FakeTokenIssuer.StartAsync(new() { Clock = clock });
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        AddServer(builder, protocols);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ZeroTrust:Service"] = Service,
            ["ZeroTrust:Issuers:corporate:Authority"] = users.Issuer,
            ["ZeroTrust:Issuers:corporate:Audiences"] = users.Audience,
            ["ZeroTrust:ServiceTokens:Issuer"] = TokenIssuer,
            ["ZeroTrust:ServiceTokens:ActForUsersOf"] = "corporate",
            ["ZeroTrust:ServiceTokens:Grants:orders"] = "orders:*",
            ["ZeroTrust:Gateway:Routes:orders:Paths"] = "/orders /open/orders",
        });
        builder.Configuration.AddInMemoryCollection((settings ?? new Dictionary<string, string?>()).Select(static pair => KeyValuePair.Create($"ZeroTrust:{pair.Key}", pair.Value)));
        var (trail, seen) = (new InMemoryAuditTrail(), new SeenRequests());
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).AddServiceTokens().AddGateway();
        builder.Services.AddSingleton<IAuditTrail>(trail);
        configure?.Invoke(builder);

        var app = builder.Build();
        try
        {
            (build ?? Build)(app, seen);
            await app.StartAsync();
            return new(app, users, clock, trail, seen);
        }
        catch
        {
            await app.DisposeAsync();
            await users.DisposeAsync();
            throw;
        }
    }

    /// <summary>A token of a user, as the identity provider outside makes it.</summary>
    public string Token(string user = "alice", params string[] permissions) => Users.User(user).Token(permissions).Build();

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, token, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, params (string Name, string Value)[] headers)
    {
        Seen.Clear();
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), name);
        }

        return await _client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        await Users.DisposeAsync();
    }

    private static void Build(WebApplication app, SeenRequests seen)
    {
        app.UseZeroTrustGateway();
        app.UseZeroTrust();
        app.Map("/open/{**rest}", (HttpContext http) => seen.Note(http)).AllowAnonymousBecause("the services behind decide");
        app.Map("/{**rest}", (HttpContext http) => seen.Note(http)).RequireUser();
    }

    private static void AddServer(WebApplicationBuilder builder, HttpProtocols? protocols)
    {
        if (protocols is { } spoken)
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(server => server.ConfigureEndpointDefaults(door => door.Protocols = spoken));
        }
        else
        {
            builder.WebHost.UseTestServer();
        }
    }
}
