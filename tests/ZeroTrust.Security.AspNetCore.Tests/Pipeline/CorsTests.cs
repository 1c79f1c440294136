using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

public sealed class CorsTests
{
    [Fact]
    public async Task PolicyOfAnEndpoint_BehindUseRoutingInFrontOfUs_AnswersThePreflightAlone()
    {
        var runs = 0;
        await using var site = await Site.StartAsync(
            app =>
            {
                app.UseRouting();
                app.UseCors();
                app.UseZeroTrust();
                app.MapGet("/orders", () => ++runs).RequireCors("any").RequirePermission("orders:read");
            },
            static builder => builder.Services.AddCors(static cors => cors.AddPolicy("any", static policy => policy.AllowAnyOrigin())),
            kestrel: false);
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/orders");
        preflight.Headers.Add("Origin", "https://shop.example");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");
        using var client = site.Client();
        using var answer = await client.SendAsync(preflight);

        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Equal("401 credential_missing", await site.GetAsync("/orders").ShortAsync());
        Assert.Equal(0, runs);
        Assert.Equal("200", await site.GetAsync("/orders", good).ShortAsync());
    }
}
