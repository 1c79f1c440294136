using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Testing.Tests.Hosting;

public sealed class TrustFakeIssuerTests : IAsyncLifetime
{
    private FakeTokenIssuer _issuer = null!;

    public async Task InitializeAsync() => _issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });

    public Task DisposeAsync() => _issuer.DisposeAsync().AsTask();

    [Fact]
    public async Task Start_InDevelopment_TrustsTheIssuerByItsAddress()
    {
        using var host = BuildHost("Development");
        await host.StartAsync();

        var settings = host.Services.GetRequiredService<IOptions<ZeroTrustOptions>>().Value.Issuers["fake"];
        Assert.Equal(_issuer.Issuer, settings.Authority);
        Assert.Equal(["orders"], settings.Audiences);
        Assert.Null(settings.Jwks);
        await host.StopAsync();
    }

    [Theory]
    [InlineData("Production", false)]
    [InlineData("Production", true)]
    [InlineData("Production ", true)]
    [InlineData("Staging", false)]
    [InlineData("Test", false)]
    public async Task Start_WhereAFakeHasNoPlace_IsRefusedAndSaysWhy(string environment, bool outsideDevelopment)
    {
        using var host = BuildHost(environment, trust =>
        {
            if (outsideDevelopment)
            {
                trust.AllowOutsideDevelopment();
            }
        });

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.Contains("FakeTokenIssuer", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(environment, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AllowedOutsideDevelopment_TakesTheKeysOnce()
    {
        using var host = BuildHost("Test", static trust => trust.AllowOutsideDevelopment());
        await host.StartAsync();

        var settings = host.Services.GetRequiredService<IOptions<ZeroTrustOptions>>().Value.Issuers["fake"];
        Assert.Null(settings.Authority);
        Assert.Equal(_issuer.KeySetJson(), settings.Jwks);
        await host.StopAsync();
    }

    [Fact]
    public async Task Start_NamedAsAConfiguredIssuer_StandsInForItAndKeepsTheRest()
    {
        using var host = BuildHost("Development", static trust => trust.Name = "corporate", static options =>
        {
            options.TrustIssuer("corporate", "https://id.example.com", "production-orders").MaxAge = TimeSpan.FromHours(1);
            options.Issuers["corporate"].Kind = IssuerKind.Users;
        });
        await host.StartAsync();

        var settings = Assert.Single(host.Services.GetRequiredService<IOptions<ZeroTrustOptions>>().Value.Issuers).Value;
        Assert.Equal(_issuer.Issuer, settings.Authority);
        Assert.Equal(["orders"], settings.Audiences);
        Assert.Equal(TimeSpan.FromHours(1), settings.MaxAge);
        await host.StopAsync();
    }

    [Fact]
    public async Task Start_AndNoOther_DropsTheConfiguredIssuers()
    {
        using var host = BuildHost(
            "Development",
            static trust => trust.AndNoOther = true,
            static options => options.TrustIssuer("corporate", "https://id.example.com", "orders"));
        await host.StartAsync();

        Assert.Equal(["fake"], host.Services.GetRequiredService<IOptions<ZeroTrustOptions>>().Value.Issuers.Keys);
        await host.StopAsync();
    }

    private IHost BuildHost(string environment, Action<FakeIssuerTrust>? trust = null, Action<ZeroTrustOptions>? options = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Services.AddZeroTrustCore().AddTokenValidation(options ?? (static _ => { })).TrustFakeIssuer(_issuer, configure: trust);
        return builder.Build();
    }
}
