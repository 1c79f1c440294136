using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Tests.Options;

public sealed class TrustRegistryTests
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
        Assert.Equal(["Owners are compared within issuer 'a', tenants within 'a'."], trust.Log.Of(2302));
    }

    [Fact]
    public async Task Reload_RoleTableChanges_IsLive()
    {
        await using var trust = new TrustRig(TwoIssuers());
        _ = trust.Model.Current;

        trust.Reload(With(TwoIssuers(), "Roles:auditor", "audit:read"));

        Assert.Equal(2, trust.Source.Current.Version);
        Assert.Equal(["audit:read"], trust.Source.Current.Roles["auditor"]);
        Assert.Equal(["audit:read"], trust.Model.Current.Roles["auditor"]);
    }

    [Fact]
    public async Task Reload_OneIssuerChanges_TheOtherKeepsItsKeys()
    {
        await using var trust = new TrustRig(TwoIssuers());
        var (keysOfA, keysOfB) = (KeysOf(trust, A), KeysOf(trust, B));

        trust.Reload(With(TwoIssuers(), "Issuers:b:RefreshInterval", "00:05:00"));

        Assert.Same(keysOfA, KeysOf(trust, A));
        Assert.NotSame(keysOfB, KeysOf(trust, B));
        Assert.True(KeysOf(trust, B).Started);
        Assert.True(keysOfB.Disposed);
        Assert.False(keysOfA.Disposed);
    }

    [Theory]
    [InlineData("KeyWait", "00:00:05", true)]
    [InlineData("Issuers:b:RefreshInterval", "00:05:00", true)]
    [InlineData("Issuers:b:LastKnownGood", "02:00:00", false)]
    [InlineData("Issuers:b:Algorithms", "ES256", false)]
    [InlineData("Issuers:b:KeyHosts", "keys.example.com", false)]
    public async Task Reload_KeySettingsChange_TheKeysAreHandedOverWhereTheyWouldBeTheSame(string setting, string value, bool handed)
    {
        await using var trust = new TrustRig(TwoIssuers());
        var before = KeysOf(trust, B);

        trust.Reload(With(TwoIssuers(), setting, value));

        Assert.NotSame(before, KeysOf(trust, B));
        Assert.Same(handed ? before : null, KeysOf(trust, B).TakenFrom);
    }

    [Fact]
    public async Task Reload_AudiencesChange_KeepsTheKeysAndTakesTheNewAudience()
    {
        await using var trust = new TrustRig(TwoIssuers());
        var keys = KeysOf(trust, A);

        trust.Reload(With(TwoIssuers(), "Issuers:a:Audiences", "orders-v2"));

        Assert.Same(keys, KeysOf(trust, A));
        Assert.Equal(["orders-v2"], trust.Issuer(A).Profile.Audiences);
    }

    [Fact]
    public async Task Reload_OneOfTwoIssuersGoes_ItsKeysEnd()
    {
        await using var trust = new TrustRig(TwoIssuers());
        var keys = KeysOf(trust, B);

        trust.Reload(Without(TwoIssuers(), "Issuers:b"));

        Assert.Null(trust.Model.Current.ReloadFault);
        Assert.Equal(["a"], trust.Model.Current.Issuers.Select(static issuer => issuer.Name));
        Assert.True(keys.Disposed);
    }

    [Fact]
    public async Task Reload_AnIssuerComes_IsTrustedFromThenOn()
    {
        await using var trust = new TrustRig(Without(TwoIssuers(), "Issuers:b"));
        Assert.False(trust.Source.Current.Issuers.ContainsKey(B));

        trust.Reload(TwoIssuers());

        Assert.True(((TestKeys)trust.Issuer(B).Keys).Started);
    }

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
    public async Task Reload_AKeySourceIsExchanged_IsTaken()
    {
        await using var trust = new TrustRig(TwoIssuers());
        var keys = KeysOf(trust, A);

        trust.Reload(With(With(Without(TwoIssuers(), "Issuers:a:Authority"), "Issuers:a:Issuer", A), "Issuers:a:JwksUri", A + "/keys"));

        Assert.Null(trust.Model.Current.ReloadFault);
        Assert.True(keys.Disposed);
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
    public async Task Reload_BeforeAnybodyLooked_IsInTheFirstSnapshot()
    {
        await using var trust = new TrustRig(TwoIssuers());

        trust.Reload(With(TwoIssuers(), "Roles:auditor", "audit:read"));

        Assert.Equal(1, trust.Source.Current.Version);
        Assert.True(trust.Source.Current.Roles.ContainsKey("auditor"));
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

    // Version n of the settings says n in the audience, in a role and in the token limit: a reader must never see two numbers.
    [Fact]
    public async Task Reload_WhileOthersRead_NobodySeesAMix()
    {
        await using var trust = new TrustRig(Numbered(1));
        var source = trust.Source;
        _ = source.Current;
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => CountMixes(source, stop.Token))).ToArray();

        for (var n = 2; n <= 300; n++)
        {
            trust.Reload(n % 7 == 0 ? Without(Numbered(n), "Roles") : Numbered(n));
        }

        await stop.CancelAsync();
        var mixes = await Task.WhenAll(readers);
        Assert.Equal(0, mixes.Sum());
        Assert.Equal(300, source.Current.MaxTokenBytes - 1000);
    }

    private static int CountMixes(ITrustSource source, CancellationToken stop)
    {
        var mixes = 0;
        do
        {
            var snapshot = source.Current;
            var number = snapshot.MaxTokenBytes - 1000;
            var audience = snapshot.Issuers[A].Profile.Audiences[0];
            var permission = snapshot.Roles["agent"][0];
            mixes += audience == $"orders-{number}" && permission == $"orders:{number}" ? 0 : 1;
        }
        while (!stop.IsCancellationRequested);

        return mixes;
    }

    private static Dictionary<string, string?> Numbered(int n) => new()
    {
        ["MaxTokenBytes"] = $"{1000 + n}",
        ["Issuers:a:Authority"] = A,
        ["Issuers:a:Audiences"] = $"orders-{n}",
        ["Roles:agent"] = $"orders:{n}",
    };

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
    };

    private static Dictionary<string, string?> With(Dictionary<string, string?> settings, string key, string value) =>
        new(settings) { [key] = value };

    private static Dictionary<string, string?> Without(Dictionary<string, string?> settings, string path) => settings
        .Where(pair => path.Length > 0 && pair.Key != path && !pair.Key.StartsWith(path + ":", StringComparison.Ordinal))
        .ToDictionary(static pair => pair.Key, static pair => pair.Value);

    private static TestKeys KeysOf(TrustRig trust, string identifier) => (TestKeys)trust.Issuer(identifier).Keys;

    private static void Maybe(ref bool fail)
    {
        if (fail)
        {
            fail = false;
            throw new InvalidOperationException("once");
        }
    }
}
