using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Changes;

/// <summary>A service as a user writes it, on the server in memory, whose settings are reloaded while requests come in.</summary>
internal sealed class ChangingSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ChangedSettings _settings;
    private readonly HttpClient _client;

    private ChangingSite(WebApplication app, ChangedSettings settings)
    {
        (_app, _settings) = (app, settings);
        _client = app.GetTestClient();
    }

    public IServiceProvider Services => _app.Services;

    public static async Task<ChangingSite> StartAsync(Dictionary<string, string?> settings, Action<WebApplication> map, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        var changed = new ChangedSettings(settings);
        ((IConfigurationBuilder)builder.Configuration).Add(changed);
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"));
        builder.Services.AddSingleton<IAuditTrail>(new InMemoryAuditTrail());

        var app = builder.Build();
        app.UseZeroTrust();
        map(app);
        await app.StartAsync();
        return new(app, changed);
    }

    /// <summary>Writes the settings anew and reloads the configuration, as its owner would.</summary>
    public void Reload(Dictionary<string, string?> settings)
    {
        _settings.Written = settings;
        ((IConfigurationRoot)_app.Configuration).Reload();
    }

    public async Task<int> StatusAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _client.SendAsync(request);
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
