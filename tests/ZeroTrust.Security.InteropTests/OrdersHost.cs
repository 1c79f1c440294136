using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.InteropTests;

/// <summary>A service as a user writes it, with one protected endpoint, under a clock that the test holds.</summary>
internal sealed class OrdersHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private OrdersHost(WebApplication app, ManualTimeProvider clock)
    {
        _app = app;
        Clock = clock;
        _client = app.GetTestClient();
    }

    public ManualTimeProvider Clock { get; }

    public static async Task<OrdersHost> StartAsync(Action<ZeroTrustOptions> configure, Action<RouteHandlerBuilder> protect)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        var clock = new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        builder.Services.AddZeroTrust(configure);

        var app = builder.Build();
        app.UseZeroTrust();
        protect(app.MapGet("/orders", static (HttpContext http) => http.GetCaller().ToString()));
        await app.StartAsync();
        return new(app, clock);
    }

    /// <summary>What stands under an HTTP client that calls this service.</summary>
    public HttpMessageHandler CreateHandler() => _app.GetTestServer().CreateHandler();

    public async Task<HttpStatusCode> GetAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _client.SendAsync(request);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
