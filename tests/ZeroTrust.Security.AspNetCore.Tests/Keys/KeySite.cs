using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZeroTrust.Security.AspNetCore.Tests.Ecosystem;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Keys;

/// <summary>A service and its issuer that live by one clock, which stands until it is moved.</summary>
internal sealed class KeySite(RealSite site, ManualTimeProvider clock) : IAsyncDisposable
{
    public FakeTokenIssuer Issuer => site.Issuer;

    public ManualTimeProvider Clock => clock;

    /// <summary>The state of the issuer's keys, as the health check sees it.</summary>
    public IssuerKeyStatus Keys => site.Services.GetRequiredService<ITrustModel>().GetKeyStatus()[0];

    /// <summary>How many attempts to get keys reached the issuer: each begins with its discovery document.</summary>
    public int Attempts => Issuer.RequestCount(IssuerEndpoint.Discovery);

    public static async Task<KeySite> StartAsync(bool reachable = true)
    {
        var clock = new ManualTimeProvider();
        var issuer = await FakeTokenIssuer.StartAsync(new() { Clock = clock });
        if (!reachable)
        {
            issuer.Break(IssuerEndpoint.Discovery, IssuerFault.HangUp());
        }

        var site = await RealSite.StartAsync(
            static app => app.MapGet("/orders", static () => "ran").RequirePermission("orders:read"),
            services => services.AddSingleton<TimeProvider>(clock).AddHealthChecks().AddZeroTrustCheck(),
            issuer);
        return new(site, clock);
    }

    /// <summary>A good token of this moment.</summary>
    public FakeTokenBuilder Token() => Issuer.User("alice").Token("orders:read");

    public Task<HttpResponseMessage> GetAsync(FakeTokenBuilder? token = null) => site.GetAsync("/orders", token ?? Token());

    public async Task<HealthStatus> HealthAsync() => (await site.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

    /// <summary>Moves the clock just past the start of the next attempt, which is then under way.</summary>
    public void AdvanceToNextAttempt() => clock.Advance(Keys.NextAttemptIn!.Value + TimeSpan.FromMilliseconds(1));

    public ValueTask DisposeAsync() => site.DisposeAsync();
}
