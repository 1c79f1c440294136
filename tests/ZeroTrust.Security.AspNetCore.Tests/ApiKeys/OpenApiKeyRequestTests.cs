using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Rechecks;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.ApiKeys;

/// <summary>A request that an API key opened ends with the key, and looking at it again is no guess.</summary>
public sealed class OpenApiKeyRequestTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly CountingThrottle _throttle = new();

    [Fact]
    public async Task Revoked_IsCutWithinARound()
    {
        await using var site = await StartAsync();
        var (id, text) = await site.CreateAsync("orders");
        using var response = await OpenAsync(site, text);

        _clock.Advance(OpenRequests.Interval);
        Assert.DoesNotContain(site.Trail.Events, static e => e.Type == "access.ended");
        Assert.True(await site.Keys().RevokeAsync(id));
        _clock.Advance(OpenRequests.Interval);

        Assert.Equal("ApiKeyRevoked", Assert.Single(site.Trail.Events, static e => e.Type == "access.ended").Reason);
        Assert.Equal((1, 0), (_throttle.Asked, _throttle.Told));
    }

    [Fact]
    public async Task Expired_IsCutWithinARound()
    {
        await using var site = await StartAsync();
        var created = await site.Keys().CreateAsync(new("orders") { Lifetime = TimeSpan.FromMinutes(1) });
        using var text = created.Text;
        using var response = await OpenAsync(site, text.Reveal(0, static (bytes, _) => System.Text.Encoding.ASCII.GetString(bytes)));

        _clock.Advance(TimeSpan.FromMinutes(1) + OpenRequests.Interval);

        Assert.Equal("ApiKeyExpired", Assert.Single(site.Trail.Events, static e => e.Type == "access.ended").Reason);
    }

    private static async Task<HttpResponseMessage> OpenAsync(Site site, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/open") { Headers = { { "X-Api-Key", key } } };
        var response = await site.Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Is(System.Net.HttpStatusCode.OK);
        return response;
    }

    private Task<Site> StartAsync() => Site.StartAsync(
        static app => app.MapGet("/open", static async (HttpContext http) =>
        {
            await http.Response.WriteAsync("begun", http.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
        }).AllowCallers("orders").RecheckWhileOpen(),
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.AddSingleton<IApiKeyThrottle>(_throttle);
            builder.Services.AddZeroTrustCore()
                .AddApiKeys()
                .AddApiKeyStore<InMemoryApiKeyStore>()
                .AddApiKeyPepper(static _ => Secret.FromText("a pepper for tests of 32 bytes ..."));
        });

    private sealed class CountingThrottle : IApiKeyThrottle
    {
        private int _asked;
        private int _told;

        public int Asked => Volatile.Read(ref _asked);

        public int Told => Volatile.Read(ref _told);

        public bool MayTry(HttpContext context) => Interlocked.Increment(ref _asked) > 0;

        public void Refused(HttpContext context, ApiKeyFailure failure) => Interlocked.Increment(ref _told);
    }
}
