using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Tests.Options;

public sealed partial class TrustRegistryTests
{
    [Fact]
    public async Task Reload_FailsValidation_IsRefusedWholeAndTheNextGoodOneIsTaken()
    {
        await using var trust = new TrustRig(TwoIssuers());
        var before = trust.Source.Current;

        trust.Reload(With(With(TwoIssuers(), "Issuers:a:ClockSkew", "00:05:00"), "Roles:agent", "everything:*"));

        Assert.Same(before, trust.Source.Current);
        Assert.Equal("Property ZeroTrust:Issuers:a:ClockSkew: is 00:05:00; use 00:00:00 to 00:01:00.", trust.Model.Current.ReloadFault);
        Assert.Equal(1, trust.Model.Current.Version);
        Assert.Contains(trust.Log.Lines, static line => line is { Level: LogLevel.Critical, Id: 2321 });
        Assert.All(trust.Made, static keys => Assert.False(keys.Disposed));

        trust.Reload(With(TwoIssuers(), "Roles:agent", "everything:*"));

        Assert.Null(trust.Model.Current.ReloadFault);
        Assert.Equal(["everything:*"], trust.Source.Current.Roles["agent"]);
    }

    // What a half-written file can lose, and what has to be said of it.
    [Theory]
    [InlineData("", "ZeroTrust:Issuers")]
    [InlineData("Issuers", "ZeroTrust:Issuers")]
    [InlineData("Roles", "ZeroTrust:Roles")]
    [InlineData("Callers", "ZeroTrust:Callers")]
    [InlineData("Issuers:a:Audiences", "ZeroTrust:Issuers:a:Audiences")]
    [InlineData("Issuers:a:Algorithms", "ZeroTrust:Issuers:a:Algorithms")]
    [InlineData("Issuers:a:MayAssert", "ZeroTrust:Issuers:a:MayAssert")]
    [InlineData("Issuers:a:MayAssert:Roles", "ZeroTrust:Issuers:a:MayAssert:Roles")]
    [InlineData("Issuers:a:MaxLifetime", "ZeroTrust:Issuers:a:MaxLifetime")]
    public async Task Reload_LosesASection_IsRefusedWhole(string lost, string named)
    {
        await using var trust = new TrustRig(TwoIssuers());
        var before = trust.Source.Current;

        trust.Reload(Without(TwoIssuers(), lost));

        Assert.Same(before, trust.Source.Current);
        Assert.Contains($"{named} was there and is gone, as in a half-written file.", trust.Model.Current.ReloadFault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_LosesASectionWhileCodeWouldBeEnough_IsRefused()
    {
        await using var trust = new TrustRig(
            new Dictionary<string, string?> { ["Roles:agent"] = "orders:read" }, static options => options.TrustIssuer("code", "https://code.example.com", "orders"));
        Assert.Equal(1, trust.Source.Current.Version);

        trust.Reload([]);

        Assert.Equal(1, trust.Source.Current.Version);
        Assert.NotNull(trust.Model.Current.ReloadFault);
    }

    [Fact]
    public async Task K7_Reload_SettingsCodeThrowsOnce_TheNextReloadIsTaken()
    {
        var fail = false;
        await using var trust = new TrustRig(TwoIssuers(), _ => Maybe(ref fail));
        var before = trust.Source.Current;

        fail = true;
        trust.Reload(TwoIssuers());

        Assert.Same(before, trust.Source.Current);
        Assert.Equal("InvalidOperationException: once", trust.Model.Current.ReloadFault);

        trust.Reload(TwoIssuers());

        Assert.Null(trust.Model.Current.ReloadFault);
        Assert.Equal(2, trust.Source.Current.Version);
    }

    // What ended with the swap must not come back into force, whoever fails to take note of it.
    [Theory]
    [InlineData(2320)]
    [InlineData(2300)]
    public async Task K7_Reload_TheLogThrows_TheNewSettingsStayInForce(int failing)
    {
        await using var trust = new TrustRig(TwoIssuers());
        var ended = KeysOf(trust, B);

        trust.Log.FailsAt = failing;
        trust.Reload(With(TwoIssuers(), "Issuers:b:RefreshInterval", "00:05:00"));

        Assert.True(ended.Disposed);
        Assert.False(KeysOf(trust, B).Disposed);
        Assert.Equal((2, null), (trust.Model.Current.Version, trust.Model.Current.ReloadFault));
    }

    [Fact]
    public async Task K7_Reload_TheLogThrowsOfARefusal_TheNextReloadIsTaken()
    {
        await using var trust = new TrustRig(TwoIssuers());
        _ = trust.Source.Current;

        trust.Log.FailsAt = 2321;
        trust.Reload(With(TwoIssuers(), "Roles:agent", "no permission"));
        Assert.NotNull(trust.Model.Current.ReloadFault);
        trust.Reload(With(TwoIssuers(), "Roles:agent", "orders:write"));

        Assert.Equal(["orders:write"], trust.Source.Current.Roles["agent"]);
    }

    // Alone, an issuer that does not say what it may assert may assert everything: the other's leaving must not give it that.
    [Fact]
    public async Task Reload_LeavesOneIssuerThatDoesNotSayWhatItMayAssert_IsRefused()
    {
        await using var trust = new TrustRig(TwoIssuers());
        _ = trust.Source.Current;

        trust.Reload(Without(TwoIssuers(), "Issuers:a"));

        Assert.False(trust.Issuer(B).Profile.Bounds.AllowsPermission("orders:read"));
        Assert.Contains("ZeroTrust:Issuers:b:MayAssert", trust.Model.Current.ReloadFault, StringComparison.Ordinal);

        trust.Reload(With(Without(TwoIssuers(), "Issuers:a"), "Issuers:b:MayAssert", "none"));

        Assert.Null(trust.Model.Current.ReloadFault);
        Assert.False(trust.Issuer(B).Profile.Bounds.AllowsPermission("orders:read"));
    }

    // A file can be cut while it is being read: presence alone, looked at before, would call it whole.
    [Fact]
    public async Task Reload_TheConfigurationLosesASettingWhileItIsRead_IsRefused()
    {
        var layer = new LosingLayer(TwoIssuers(), Without(TwoIssuers(), "Issuers:a:MaxLifetime"));
        await using var trust = new TrustRig(new ConfigurationBuilder().Add(layer).Build());
        Assert.NotNull(trust.Issuer(A).Profile.MaxLifetime);

        layer.LosesAtNextRead = true;
        trust.Configuration.Reload();

        Assert.NotNull(trust.Issuer(A).Profile.MaxLifetime);
        Assert.NotNull(trust.Model.Current.ReloadFault);
    }

    private static void Maybe(ref bool fail)
    {
        if (fail)
        {
            fail = false;
            throw new InvalidOperationException("once");
        }
    }
}
