using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.ThrowProbe;

/// <summary>The validator as a worker gets it, with two issuers whose keys are in the settings and a clock that stands still.</summary>
internal static class ProbeHost
{
    public const string UsersIssuer = "https://users.issuer.example";
    public const string ServicesIssuer = "https://services.issuer.example";
    public const string Audience = "orders";

    /// <summary>What the clock says.</summary>
    public static DateTimeOffset Now { get; } = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Starts a host that trusts these keys.</summary>
    /// <param name="clock">The clock; it should say <see cref="Now"/>.</param>
    /// <param name="keys">The keys of both issuers.</param>
    public static async Task<IHost> StartAsync(TimeProvider clock, params IReadOnlyList<FakeSigningKey> keys)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Services.RemoveAll<TimeProvider>();
        builder.Services.AddSingleton(clock);
        builder.Services.AddZeroTrustCore().AddTokenValidation(options => Configure(options, keys));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static void Configure(ZeroTrustOptions options, IReadOnlyList<FakeSigningKey> keys)
    {
        var jwks = new JsonObject { ["keys"] = new JsonArray([.. keys.Select(static key => key.PublicJwk())]) }.ToJsonString();
        options.TrustIssuer("users", issuer =>
        {
            issuer.Issuer = UsersIssuer;
            issuer.Jwks = jwks;
            issuer.Audiences.Add(Audience);
            issuer.Kind = IssuerKind.Users;
            issuer.MayAssert = AssertionBounds.All();
            issuer.AllowLegacyTokenType = true;
            issuer.MaxAge = TimeSpan.FromHours(1);
            issuer.MaxLifetime = TimeSpan.FromHours(2);
            issuer.RequiredClaims.Add("jti");
            issuer.TenantClaim = "tenant";
            foreach (var algorithm in keys.Select(static key => key.Algorithm).Distinct(StringComparer.Ordinal))
            {
                issuer.Algorithms.Add(algorithm);
            }
        });
        options.TrustIssuer("services", issuer =>
        {
            issuer.Issuer = ServicesIssuer;
            issuer.Jwks = jwks;
            issuer.Audiences.Add(Audience);
            issuer.Kind = IssuerKind.Services;
            issuer.MayAssert = new() { Services = ["payments"] };
        });
    }
}
