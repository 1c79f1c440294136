using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Tests.Options;

public sealed class ConfigurationLayersTests
{
    private const string First = "MemoryConfigurationProvider (layer 1)";
    private const string Second = "MemoryConfigurationProvider (layer 2)";

    [Fact]
    public void Layers_StringOverArray_ReplacesItWhole()
    {
        var options = TestSettings.Read(
            new() { ["Issuers:a:Audiences:0"] = "orders", ["Issuers:a:Audiences:1"] = "billing" }, new() { ["Issuers:a:Audiences"] = "staging" });

        Assert.Empty(options.Faults);
        Assert.Equal(["staging"], options.Issuers["a"].Audiences);
    }

    [Fact]
    public void Layers_StringOverString_ReplacesItWhole()
    {
        var options = TestSettings.Read(new() { ["Issuers:a:Audiences"] = "orders billing" }, new() { ["Issuers:a:Audiences"] = "staging" });

        Assert.Empty(options.Faults);
        Assert.Equal(["staging"], options.Issuers["a"].Audiences);
    }

    // The merged view of each of these is neither the one list nor the other.
    [Fact]
    public void Layers_BothFeedAList_IsAFaultThatNamesBoth()
    {
        (Dictionary<string, string?> Lower, Dictionary<string, string?> Upper, string Path)[] mixtures =
        [
            (new() { ["Issuers:a:Audiences:0"] = "x", ["Issuers:a:Audiences:1"] = "y" }, new() { ["Issuers:a:Audiences:0"] = "z" }, "ZeroTrust:Issuers:a:Audiences"),
            (new() { ["Issuers:a:Audiences:0"] = "x" }, new() { ["Issuers:a:Audiences:1"] = "z" }, "ZeroTrust:Issuers:a:Audiences"),
            (new() { ["Issuers:a:Audiences"] = "x y" }, new() { ["Issuers:a:Audiences:0"] = "z" }, "ZeroTrust:Issuers:a:Audiences"),
            (new() { ["Issuers:a:Algorithms:0"] = "ES256" }, new() { ["Issuers:a:Algorithms"] = "" }, "ZeroTrust:Issuers:a:Algorithms"),
            (new() { ["Issuers:a:MayAssert:Roles:0"] = "x" }, new() { ["Issuers:a:MayAssert:Roles:0"] = "y" }, "ZeroTrust:Issuers:a:MayAssert:Roles"),
            (new() { ["Roles:admin:0"] = "a:b" }, new() { ["Roles:admin:1"] = "c:d" }, "ZeroTrust:Roles:admin"),
            (new() { ["Roles:0:Name"] = "a", ["Roles:0:Permissions"] = "a:b" }, new() { ["Roles:0:Name"] = "b", ["Roles:0:Permissions"] = "c:d" }, "ZeroTrust:Roles"),
        ];

        foreach (var (lower, upper, path) in mixtures)
        {
            var fault = Assert.Single(TestSettings.Read(lower, upper).Faults, fault => fault.Path == path);
            Assert.Contains($"is a list fed by {First} and {Second}", fault.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Layers_OneFeedsAListTwice_IsAFault()
    {
        var fault = Assert.Single(TestSettings.Read(new Dictionary<string, string?> { ["Issuers:a:Audiences"] = "x", ["Issuers:a:Audiences:0"] = "y" }).Faults);

        Assert.Contains($"twice, as items and as a string, by {First}", fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_NameSpeltInTwoWays_IsAFaultSinceNamesDifferByCase()
    {
        var fault = Assert.Single(TestSettings.Read(new() { ["Roles:agent"] = "a:b" }, new() { ["Roles:AGENT"] = "c:d" }).Faults);

        Assert.Contains($"'agent' in {First} and 'AGENT' in {Second}", fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_EachAddsRolesAndIssuers_TheyAddUp()
    {
        var options = TestSettings.Read(
            new() { ["Roles:agent"] = "a:b", ["Issuers:a:Authority"] = "https://a" }, new() { ["Roles:admin"] = "*", ["Issuers:b:Authority"] = "https://b" });

        Assert.Empty(options.Faults);
        Assert.Equal(["admin", "agent"], options.Roles.Keys.Order());
        Assert.Equal(["a", "b"], options.Issuers.Keys.Order());
    }

    [Fact]
    public void Layers_MayAssert_AWordReplacesASectionAndNotTheReverse()
    {
        var narrowed = TestSettings.Read(new() { ["Issuers:a:MayAssert:Roles"] = "admin" }, new() { ["Issuers:a:MayAssert"] = "none" });
        Assert.Empty(narrowed.Faults);
        Assert.Empty(narrowed.Issuers["a"].MayAssert!.Roles);

        var mixed = TestSettings.Read(new() { ["Issuers:a:MayAssert"] = "*" }, new() { ["Issuers:a:MayAssert:Roles"] = "admin" });
        Assert.Equal("is given as a word and as a section; give one of them.", Assert.Single(mixed.Faults).Text);
    }

    [Fact]
    public void Layers_EnvironmentVariable_OverridesOneValue()
    {
        const string variable = "ZTOPTIONSTEST_ZeroTrust__Issuers__corporate__Authority";
        Environment.SetEnvironmentVariable(variable, "https://staging.example.com");
        try
        {
            var configuration = new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["ZeroTrust:Issuers:corporate:Authority"] = "https://id.example.com",
                    ["ZeroTrust:Issuers:corporate:Audiences:0"] = "orders",
                })
                .AddEnvironmentVariables("ZTOPTIONSTEST_")
                .Build();

            using var provider = TestSettings.Services(configuration).BuildServiceProvider();
            var issuer = provider.GetRequiredService<IOptions<ZeroTrustOptions>>().Value.Issuers["corporate"];

            Assert.Equal("https://staging.example.com", issuer.Authority);
            Assert.Equal(["orders"], issuer.Audiences);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    // Its layers cannot be asked, since a section does not name its root: the merged view is read, a string first.
    [Fact]
    public void Layers_SectionOfAnotherRoot_IsReadAsItIs()
    {
        var other = TestSettings.Layers(new() { ["Issuers:a:Audiences:0"] = "x", ["Issuers:a:Authority"] = "https://a" }, new() { ["Issuers:a:Audiences"] = "y" });
        var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddZeroTrustCore().AddTokenValidation(other.GetSection("ZeroTrust"));
        using var provider = services.BuildServiceProvider();

        Assert.Equal(["y"], provider.GetRequiredService<IOptions<ZeroTrustOptions>>().Value.Issuers["a"].Audiences);
    }
}
