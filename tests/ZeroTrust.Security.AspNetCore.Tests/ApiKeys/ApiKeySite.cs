using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.ApiKeys;

/// <summary>A service that takes API keys, with the endpoints that the tests ask for.</summary>
internal static class ApiKeySite
{
    public static Task<Site> StartAsync(Action<ApiKeyOptions>? configure = null, Action<IServiceCollection>? add = null, Action<Caller>? seen = null) =>
        Site.StartAsync(
            app => Map(app, seen ?? (static _ => { })),
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(new ManualTimeProvider());
                add?.Invoke(builder.Services);
                builder.Services.AddZeroTrustCore()
                    .AddApiKeys(configure)
                    .AddApiKeyStore<InMemoryApiKeyStore>()
                    .AddApiKeyPepper(static _ => Secret.FromText("a pepper for tests of 32 bytes ..."));
            });

    public static IApiKeyService Keys(this Site site) => site.Services.GetRequiredService<IApiKeyService>();

    public static ManualTimeProvider Clock(this Site site) => (ManualTimeProvider)site.Services.GetRequiredService<TimeProvider>();

    public static async Task<(string Id, string Text)> CreateAsync(this Site site, string service, params string[] permissions)
    {
        var created = await site.Keys().CreateAsync(new(service) { Permissions = permissions });
        return (created.Key.Id, created.Text.Reveal(0, static (bytes, _) => Encoding.ASCII.GetString(bytes)));
    }

    public static Task<HttpResponseMessage> SendAsync(this Site site, string path, string? bearer, params string[] keys)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var key in keys)
        {
            request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        }

        if (bearer is not null)
        {
            request.Headers.Authorization = new("Bearer", bearer);
        }

        return site.Client().SendAsync(request);
    }

    private static void Map(WebApplication app, Action<Caller> seen)
    {
        app.MapGet("/service", context => Note(seen, context)).AllowCallers("orders");
        app.MapGet("/permission", context => Note(seen, context)).RequirePermission("payments:charge");
        app.MapGet("/charge", context => Note(seen, context)).RequirePermission("payments:charge").AllowCallers("orders");
        app.MapGet("/both", context => Note(seen, context)).RequireUser().AllowCallers("orders");
        app.MapGet("/user", context => Note(seen, context)).RequireUser();
    }

    private static Task Note(Action<Caller> seen, HttpContext context)
    {
        seen(context.GetCaller());
        return Task.CompletedTask;
    }
}
