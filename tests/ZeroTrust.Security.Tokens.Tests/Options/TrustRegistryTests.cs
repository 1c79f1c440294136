using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Tests.Options;

public sealed partial class TrustRegistryTests
{
    private const string A = "https://a.example.com";
    private const string B = "https://b.example.com";

    [Fact]
    public async Task Start_SoundSettings_MakesTheSnapshotAndStartsTheKeys()
    {
        await using var trust = new TrustRig(TwoIssuers());

        var view = trust.Model.Current;

        Assert.Equal((1, "a", "a", null), (view.Version, view.OwnerAuthority, view.TenantAuthority, view.ReloadFault));
        Assert.Equal(["a", "b"], view.Issuers.Select(static issuer => issuer.Name));
        Assert.Equal([IssuerKind.Users, IssuerKind.Services], view.Issuers.Select(static issuer => issuer.Kind));
        Assert.Equal(["orders:read", "orders:cancel"], view.Roles["agent"]);
        Assert.Equal(["billing"], view.Callers["orders:read"]);
        Assert.All(trust.Made, static keys => Assert.True(keys.Started));
        Assert.Equal(["a", "b"], trust.Model.GetKeyStatus().Select(static status => status.IssuerName));
        Assert.Equal("billing", trust.Issuer(B).Profile.Service);
    }

    [Fact]
    public async Task Start_OneOfTwoWithoutMayAssert_MayAssertNothing()
    {
        await using var trust = new TrustRig(TwoIssuers());

        var bounds = trust.Issuer(B).Profile.Bounds;

        Assert.False(bounds.AllowsPermission("orders:read") || bounds.AllowsRole("admin") || bounds.AllowsScope("s") || bounds.AllowsTenant("t"));
    }

    [Fact]
    public async Task Start_AloneWithoutMayAssert_MayAssertEverything()
    {
        await using var trust = new TrustRig(new Dictionary<string, string?> { ["Issuers:a:Authority"] = A, ["Issuers:a:Audiences"] = "orders" });

        var bounds = trust.Issuer(A).Profile.Bounds;

        Assert.True(bounds.AllowsPermission("orders:read") && bounds.AllowsRole("admin") && bounds.AllowsScope("s") && bounds.AllowsTenant("t"));
    }

    [Fact]
    public async Task Start_WrongSettings_ThrowsWithEveryFault()
    {
        await using var trust = new TrustRig(new Dictionary<string, string?> { ["Issuers:a:Authority"] = "http://a", ["Isuers:b"] = "x" });

        var fault = Assert.Throws<OptionsValidationException>(() => trust.Model.Current);

        Assert.Equal(3, fault.Failures.Count());
        Assert.Empty(trust.Made);
    }

    [Fact]
    public async Task Start_Twice_WritesTheEffectiveTablesOnce()
    {
        await using var trust = new TrustRig(TwoIssuers());

        _ = trust.Model.Current;
        _ = trust.Source.Current;

        Assert.Equal(
            [
                "Trusting issuer 'a' as https://a.example.com: kind Users, audiences orders, algorithms ES256, service by client, may assert roles agent, permissions *, scopes none, tenants none, services none.",
                "Trusting issuer 'b' as https://b.example.com: kind Services, audiences orders, algorithms RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512, service billing, may assert roles none, permissions none, scopes none, tenants none, services none.",
            ],
            trust.Log.Of(2300));
        Assert.Equal(["Role 'agent' grants orders:read orders:cancel."], trust.Log.Of(2301));
        Assert.Equal(["Permission 'orders:read' may be used by the services billing, where an endpoint has the table decide."], trust.Log.Of(2304));
        Assert.Equal(["Owners are compared within issuer 'a', tenants within 'a'."], trust.Log.Of(2302));
    }

    // A registration waits for its callback to end when it is disposed of, and the callback is a reload.
    [Fact]
    public async Task Dispose_WhileAReloadBegins_NeitherWaitsForTheOther()
    {
        await using var trust = new TrustRig(TwoIssuers());
        var section = new WaitingSection(trust.Configuration.GetSection("ZeroTrust"));
        var registry = new TrustRegistry(
            trust.Services.GetRequiredService<IOptionsFactory<ZeroTrustOptions>>(),
            [new(section)],
            trust.Services.GetRequiredService<TrustBuilder>(),
            trust.Services.GetRequiredService<OptionsMetrics>(),
            NullLogger<TrustRegistry>.Instance);
        registry.Start();

        await registry.DisposeAsync();

        Assert.True(section.CallbackEnded);
    }

    [Fact]
    public async Task Dispose_EndsTheKeysAndTheWatching()
    {
        var trust = new TrustRig(TwoIssuers());
        _ = trust.Source.Current;

        await trust.DisposeAsync();
        trust.Reload(With(TwoIssuers(), "Issuers:b:RefreshInterval", "00:05:00"));

        Assert.Equal(2, trust.Made.Count);
        Assert.All(trust.Made, static keys => Assert.True(keys.Disposed));
    }

    private static Dictionary<string, string?> TwoIssuers() => new()
    {
        ["Issuers:a:Authority"] = A,
        ["Issuers:a:Audiences"] = "orders",
        ["Issuers:a:Kind"] = "Users",
        ["Issuers:a:Algorithms"] = "ES256",
        ["Issuers:a:MaxLifetime"] = "01:00:00",
        ["Issuers:a:MayAssert:Roles"] = "agent",
        ["Issuers:a:MayAssert:Permissions"] = "*",
        ["Issuers:b:Authority"] = B,
        ["Issuers:b:Audiences"] = "orders",
        ["Issuers:b:Kind"] = "Services",
        ["Issuers:b:Service"] = "billing",
        ["Roles:agent"] = "orders:read orders:cancel",
        ["Callers:0:Permission"] = "orders:read",
        ["Callers:0:Services"] = "billing",
    };

    private static Dictionary<string, string?> With(Dictionary<string, string?> settings, string key, string value) =>
        new(settings) { [key] = value };

    private static Dictionary<string, string?> Without(Dictionary<string, string?> settings, string path) => settings
        .Where(pair => path.Length > 0 && pair.Key != path && !pair.Key.StartsWith(path + ":", StringComparison.Ordinal))
        .ToDictionary(static pair => pair.Key, static pair => pair.Value);

    private static TestKeys KeysOf(TrustRig trust, string identifier) => (TestKeys)trust.Issuer(identifier).Keys;
}
