using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Tests.Options;

public sealed class EverySettingTests
{
    private static readonly string[] Tables = [nameof(ZeroTrustOptions.Issuers), nameof(ZeroTrustOptions.Roles), nameof(ZeroTrustOptions.Callers), nameof(IssuerOptions.MayAssert), nameof(ZeroTrustOptions.Cache), nameof(ZeroTrustOptions.Revocation)];

    [Fact]
    public void Configure_EveryPropertyOfTheOptions_CanBeSetFromConfiguration()
    {
        foreach (var (prefix, type, select) in ((string, Type, Func<ZeroTrustOptions, object?>)[])
        [
            ("", typeof(ZeroTrustOptions), static options => options),
            ("Cache:", typeof(TokenCacheOptions), static options => options.Cache),
            ("Revocation:", typeof(RevocationOptions), static options => options.Revocation),
            ("Issuers:a:", typeof(IssuerOptions), static options => options.Issuers["a"]),
            ("Issuers:a:MayAssert:", typeof(AssertionBounds), static options => options.Issuers["a"].MayAssert),
        ])
        {
            foreach (var property in type.GetProperties().Where(static property => !Tables.Contains(property.Name)))
            {
                var (text, expected) = Sample(property.PropertyType);

                var options = TestSettings.ReadOne(prefix + property.Name, text);

                Assert.Empty(options.Faults);
                Assert.Equal(expected, property.GetValue(select(options)));
            }
        }
    }

    [Fact]
    public void Configure_ListsAsItemsOrAsOneString_AreTheSame()
    {
        var items = TestSettings.Read(new Dictionary<string, string?> { ["Issuers:a:RoleClaims:0"] = "roles", ["Issuers:a:RoleClaims:1"] = "realm_access.roles" });
        var text = TestSettings.ReadOne("Issuers:a:RoleClaims", "roles  realm_access.roles ");

        Assert.Equal(["roles", "realm_access.roles"], items.Issuers["a"].RoleClaims);
        Assert.Equal(["roles", "realm_access.roles"], text.Issuers["a"].RoleClaims);
    }

    [Fact]
    public void Configure_RolesAsAList_TakesNamesThatAKeyCannotHold()
    {
        var options = TestSettings.Read(new Dictionary<string, string?>
        {
            ["Roles:0:Name"] = "urn:example:admin",
            ["Roles:0:Permissions"] = "orders:* billing:read",
            ["Roles:1:Name"] = "Order Agents",
            ["Roles:1:Permissions:0"] = "orders:read",
            ["Roles:auditor"] = "audit:read",
        });

        Assert.Empty(options.Faults);
        Assert.Equal(["orders:*", "billing:read"], options.Roles["urn:example:admin"]);
        Assert.Equal(["orders:read"], options.Roles["Order Agents"]);
        Assert.Equal(["audit:read"], options.Roles["auditor"]);
    }

    [Fact]
    public void Configure_CallersInCodeAndConfiguration_AddUp()
    {
        var services = TestSettings.Services(TestSettings.Layers(new Dictionary<string, string?>
        {
            ["Issuers:a:Authority"] = "https://a",
            ["Issuers:a:Audiences"] = "orders",
            ["Callers:0:Permission"] = "payments:charge",
            ["Callers:0:Services:0"] = "orders",
            ["Callers:0:Services:1"] = "refunds",
            ["Callers:1:Permission"] = "payments:refund",
            ["Callers:1:Services"] = "refunds support",
        }));
        services.AddZeroTrustCore().AddTokenValidation(static options => options.AllowCallers("payments:charge", "orders", "kiosk"));
        using var provider = services.BuildServiceProvider();

        var callers = provider.GetRequiredService<IOptions<ZeroTrustOptions>>().Value.Callers;

        Assert.Equal(["orders", "refunds", "kiosk"], callers["payments:charge"]);
        Assert.Equal(["refunds", "support"], callers["payments:refund"]);
    }

    [Fact]
    public void Configure_ARoleNamedTwice_IsAFault()
    {
        var options = TestSettings.Read(new Dictionary<string, string?>
        {
            ["Roles:0:Name"] = "admin", ["Roles:0:Permissions"] = "orders:read", ["Roles:admin"] = "*",
        });

        Assert.Equal("names the role 'admin' a second time; give each role once.", Assert.Single(options.Faults).Text);
    }

    [Fact]
    public void Configure_AKeyThatAnotherPackageDeclares_IsItsOwnMatter()
    {
        var services = TestSettings.Services(TestSettings.Layers(new Dictionary<string, string?> { ["Audit:Journal"] = "x", ["Issuers:a:Authority"] = "https://a", ["Issuers:a:Audiences"] = "orders" }));
        services.AddSingleton(new ZeroTrustSettingName("Audit"));
        using var provider = services.BuildServiceProvider();

        Assert.Single(provider.GetRequiredService<IOptions<ZeroTrustOptions>>().Value.Issuers);
    }

    [Fact]
    public void Configure_AKeyThatAnotherPackageReadsElsewhere_IsAFault()
    {
        var services = TestSettings.Services(TestSettings.Layers(new Dictionary<string, string?> { ["Audit:Journal"] = "x", ["Issuers:a:Authority"] = "https://a", ["Issuers:a:Audiences"] = "orders" }));
        services.AddSingleton(new ZeroTrustSettingName("Audit") { Section = "Shop" });
        using var provider = services.BuildServiceProvider();

        var fault = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ZeroTrustOptions>>().Value);
        Assert.Contains("ZeroTrust:Audit", Assert.Single(fault.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Configure_CodeAndConfiguration_SingleValuesByOrderListsAndTablesAddUp()
    {
        var services = new ServiceCollection();
        var section = TestSettings.Layers(new Dictionary<string, string?>
        {
            ["Service"] = "from-configuration",
            ["Issuers:a:Authority"] = "https://configured.example.com",
            ["Issuers:a:Audiences"] = "orders configured",
            ["Issuers:a:MayAssert:Roles"] = "agent",
            ["Roles:agent"] = "orders:cancel",
        }).GetSection("ZeroTrust");
        var shared = new AssertionBounds { Roles = ["admin"] };
        services.AddZeroTrustCore()
            .AddTokenValidation(options =>
            {
                options.Service = "from-code";
                options.TrustIssuer("a", "https://code.example.com", "orders").MayAssert = shared;
                options.Roles["agent"] = new[] { "orders:read" };
            })
            .AddTokenValidation(section)
            .AddTokenValidation(static options => options.KeyWait = TimeSpan.FromSeconds(1));
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<ZeroTrustOptions>>().Value;

        Assert.Equal(("from-configuration", TimeSpan.FromSeconds(1)), (options.Service, options.KeyWait));
        Assert.Equal("https://configured.example.com", options.Issuers["a"].Authority);
        Assert.Equal(["orders", "configured"], options.Issuers["a"].Audiences);
        Assert.Equal(["admin", "agent"], options.Issuers["a"].MayAssert!.Roles);
        Assert.Equal(["orders:read", "orders:cancel"], options.Roles["agent"]);
        Assert.Equal(["admin"], shared.Roles);
    }

    private static (string Text, object Expected) Sample(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => ("some-text", "some-text"),
            _ when plain == typeof(int) => ("4711", 4711),
            _ when plain == typeof(bool) => ("true", true),
            _ when plain == typeof(TimeSpan) => ("00:00:42", TimeSpan.FromSeconds(42)),
            _ when plain.IsEnum => (Enum.GetNames(plain)[1].ToLowerInvariant(), Enum.GetValues(plain).GetValue(1)!),
            _ when plain == typeof(IList<string>) => ("one two", new List<string> { "one", "two" }),
            _ => throw new NotSupportedException($"A setting of type {type} needs a sample here, and a reader."),
        };
    }
}
