using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Pipeline;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>A service under test: the real pipeline with a stub in place of the token validator.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Site(WebApplication app, StubTokens tokens, InMemoryAuditTrail trail, RecordingLogs logs)
    {
        _app = app;
        Tokens = tokens;
        Trail = trail;
        Logs = logs;
    }

    public StubTokens Tokens { get; }

    public InMemoryAuditTrail Trail { get; }

    public RecordingLogs Logs { get; }

    public IServiceProvider Services => _app.Services;

    public TestServer Server => (TestServer)_app.Services.GetRequiredService<IServer>();

    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts a service on an in-memory server, <c>UseZeroTrust</c> first.</summary>
    public static Task<Site> StartAsync(Action<WebApplication> map, Action<WebApplicationBuilder>? configure = null) =>
        StartAsync(
            app =>
            {
                app.UseZeroTrust();
                map(app);
            },
            configure,
            kestrel: false);

    /// <summary>Starts a service whose pipeline the test builds as a whole.</summary>
    public static async Task<Site> StartAsync(Action<WebApplication> build, Action<WebApplicationBuilder>? configure, bool kestrel, string environment = "Production")
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        if (kestrel)
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        }
        else
        {
            builder.WebHost.UseTestServer();
        }

        var (tokens, trail, logs) = (new StubTokens(), new InMemoryAuditTrail(), new RecordingLogs());
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        builder.Services.AddSingleton<ITokenValidator>(tokens);
        builder.Services.AddSingleton<ITrustModel>(new StubTrust());
        builder.Services.AddSingleton<IAuditTrail>(trail);
        builder.Services.AddZeroTrustCore().AddRequestPath();
        configure?.Invoke(builder);

        var app = builder.Build();
        try
        {
            build(app);
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new(app, tokens, trail, logs);
    }

    /// <summary>The message with which a service refuses to start.</summary>
    public static async Task<string> RefusalAsync(Action<WebApplication> map, Action<WebApplicationBuilder>? configure = null) =>
        (await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(map, configure))).Message;

    public HttpClient Client() =>
        _app.Services.GetRequiredService<IServer>() is TestServer server ? server.CreateClient() : new HttpClient { BaseAddress = Address };

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, token);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return Client().SendAsync(request);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
