using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Tests.Options;

public sealed class AddTokenValidationTests
{
    private const string PublicKey =
        """{"keys":[{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}""";

    [Fact]
    public async Task AddTokenValidation_BareServicesAndCode_ResolvesAndRefusesGarbage()
    {
        var services = new ServiceCollection();
        services.AddZeroTrustCore().AddTokenValidation(static options => Trust(options, "a"));
        await using var provider = services.BuildServiceProvider();

        var verdict = await provider.GetRequiredService<ITokenValidator>().ValidateAsync("garbage".AsMemory());

        Assert.Equal(TokenFailure.Malformed, verdict.Failure);
        Assert.True(provider.GetRequiredService<ITrustModel>().GetKeyStatus().Single().Usable);
    }

    [Fact]
    public async Task AddTokenValidation_Twice_AddsUpAndRegistersOnce()
    {
        var services = new ServiceCollection();
        services.AddZeroTrustCore()
            .AddTokenValidation(static options => Trust(options, "a").MayAssert = AssertionBounds.All())
            .AddTokenValidation(static options => (Trust(options, "b").Kind, options.Issuers["b"].Service) = (IssuerKind.Services, "billing"))
            .AddTokenValidation(static options => options.Issuers["a"].Kind = IssuerKind.Users);
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(["a", "b"], provider.GetRequiredService<ITrustModel>().Current.Issuers.Select(static issuer => issuer.Name));
        Assert.Single(provider.GetServices<ITokenValidator>());
        Assert.Single(provider.GetServices<IHostedService>(), static service => service.GetType().Name == "TrustStartup");
        Assert.Single(provider.GetServices<IValidateOptions<ZeroTrustOptions>>());
    }

    [Fact]
    public async Task AddTokenValidation_SameSectionTwice_ReadsItAsOnce()
    {
        var configuration = TestSettings.Layers(new Dictionary<string, string?>
        {
            ["Issuers:a:Authority"] = "https://a.example.com",
            ["Issuers:a:Audiences"] = "orders billing",
            ["Roles:agent"] = "orders:read",
        });
        var services = TestSettings.Services(configuration);
        services.AddZeroTrustCore().AddTokenValidation(configuration.GetSection("ZeroTrust"));
        await using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<ZeroTrustOptions>>().Value;

        Assert.Equal(["orders", "billing"], options.Issuers["a"].Audiences);
        Assert.Equal(["orders:read"], options.Roles["agent"]);
    }

    [Fact]
    public async Task Host_WrongSettings_DoesNotStartAndNamesEveryFault()
    {
        var builder = EmptyHost(new() { ["Issuers:a:Authority"] = "http://a.example.com" });
        using var host = builder.Build();

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("ZeroTrust:Issuers:a:Authority", fault.Message, StringComparison.Ordinal);
        Assert.Contains("ZeroTrust:Issuers:a:Audiences", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_TwoLayersFeedAList_DoesNotStartAndNamesBoth()
    {
        var builder = EmptyHost(new() { ["Issuers:a:Issuer"] = "https://a.example.com", ["Issuers:a:Jwks"] = PublicKey, ["Issuers:a:Audiences:0"] = "orders" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ZeroTrust:Issuers:a:Audiences:0"] = "staging" });
        using var host = builder.Build();

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Matches(@"ZeroTrust:Issuers:a:Audiences: is a list fed by .*TestLayer \(layer \d\) and MemoryConfigurationProvider \(layer \d\)", fault.Message);
    }

    [Fact]
    public async Task Host_SoundSettings_StartsWithTheSnapshotMade()
    {
        var builder = EmptyHost(new() { ["Issuers:a:Issuer"] = "https://a.example.com", ["Issuers:a:Jwks"] = PublicKey, ["Issuers:a:Audiences"] = "orders" });
        using var host = builder.Build();

        await host.StartAsync();

        Assert.Equal(1, host.Services.GetRequiredService<ITrustModel>().Current.Version);
        await host.StopAsync();
    }

    [Fact]
    public async Task Host_RelativeFile_StandsBelowTheContentRoot()
    {
        var root = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(root.FullName, "keys.json"), PublicKey);
            var builder = EmptyHost(new() { ["Issuers:a:Issuer"] = "https://a.example.com", ["Issuers:a:JwksFile"] = "keys.json", ["Issuers:a:Audiences"] = "orders" }, root.FullName);
            using var host = builder.Build();

            await host.StartAsync();

            Assert.Equal("a", host.Services.GetRequiredService<ITrustModel>().Current.Issuers.Single().Name);
            await host.StopAsync();
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static HostApplicationBuilder EmptyHost(Dictionary<string, string?> settings, string? root = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Production, ContentRootPath = root });
        ((IConfigurationBuilder)builder.Configuration).Add(new TestLayer(settings));
        builder.Services.AddZeroTrustCore().AddTokenValidation(builder.Configuration.GetSection("ZeroTrust"));
        return builder;
    }

    private static IssuerOptions Trust(ZeroTrustOptions options, string name) => options.TrustIssuer(name, issuer =>
    {
        issuer.Issuer = $"https://{name}.example.com";
        issuer.Jwks = PublicKey;
        issuer.Audiences.Add("orders");
    });
}
