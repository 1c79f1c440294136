using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>Doors that are open without anybody having said so.</summary>
public sealed class PipelineThreats
{
    [Fact]
    public async Task F13_OnlyDeclaredEndpoints_AreOpen_AndStartListsThem()
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.UseCors("all");
                app.UseZeroTrust();
                app.MapGet("/orders", static () => "ran").RequirePermission("orders:read").RequireCors("all");
                app.MapHealthChecks("/healthz").AllowAnonymousBecause("liveness probe");
                app.MapHealthChecks("/health-detail");
                app.MapFallback(static () => "fallback");
            },
            static builder => builder.Services
                .AddCors(static cors => cors.AddPolicy("all", static policy => policy.AllowAnyOrigin().AllowAnyMethod().AllowAnyHeader()))
                .AddHealthChecks(),
            kestrel: false);
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/orders");
        preflight.Headers.Add("Origin", "https://elsewhere.example");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");

        Assert.Equal("204", await site.Client().SendAsync(preflight).ShortAsync());
        Assert.Equal("401 credential_missing", await site.SendAsync(HttpMethod.Options, "/orders").ShortAsync());
        Assert.Equal("200", await site.GetAsync("/healthz").ShortAsync());
        Assert.Equal("401 credential_missing", await site.GetAsync("/health-detail").ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/health-detail", good).ShortAsync());
        Assert.Equal("401 credential_missing", await site.GetAsync("/any/path").ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/any/path", good).ShortAsync());
        var open = site.Services.GetRequiredService<IEndpointAccessReport>().Endpoints.Where(static e => e.Callers == "anybody");
        Assert.Equal("/healthz", Assert.Single(open).Pattern);
        Assert.Contains("/healthz: nothing [anybody] because: liveness probe", site.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F13_PreflightBehindUs_RunsNothing()
    {
        var runs = 0;
        await using var site = await Site.StartAsync(
            app =>
            {
                app.UseCors();
                app.MapGet("/orders", () => ++runs).RequirePermission("orders:read").RequireCors("all");
            },
            static builder => builder.Services.AddCors(static cors => cors.AddPolicy("all", static policy => policy.AllowAnyOrigin())));
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/orders");
        preflight.Headers.Add("Origin", "https://elsewhere.example");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");

        Assert.Equal("401 credential_missing", await site.Client().SendAsync(preflight).ShortAsync());
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task F15_EachWrongOrder_DoesNotStart()
    {
        (string Name, Action<WebApplication> Build, string Says)[] orders =
        [
            ("no UseZeroTrust", static app => app.MapGet("/x", static () => ""), "UseZeroTrust is not"),
            ("authentication before", static app => app.UseAuthentication().UseZeroTrust(), "UseAuthentication stands before"),
            ("authorization before", static app => app.UseAuthorization().UseZeroTrust(), "UseAuthorization stands before"),
            ("only in a branch", Branch, "does not stand behind the routing of"),
        ];
        foreach (var (name, build, says) in orders)
        {
            var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Site.StartAsync(build, null, kestrel: false));
            Assert.True(fault.Message.Contains(says, StringComparison.Ordinal), $"{name}: {fault.Message}");
        }

        static void Branch(WebApplication app)
        {
            app.UseWhen(static _ => false, static branch => branch.UseZeroTrust());
            app.MapGet("/x", static () => "");
        }
    }

    [Fact]
    public void L2_PublicSurface_HasNoSwitchThatTurnsADefenceOff()
    {
        string[] words = ["Insecure", "Disable", "Skip", "Bypass", "Ignore", "Unsafe", "Debug", "Validate", "AllowAll", "TrustAll", "NoAuth"];
        var names = typeof(ZeroTrustApplicationBuilderExtensions).Assembly.GetExportedTypes()
            .SelectMany(static type => type.GetMembers().Select(member => $"{type.Name}.{member.Name}").Append(type.Name));
        Assert.DoesNotContain(names, name => words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }
}
