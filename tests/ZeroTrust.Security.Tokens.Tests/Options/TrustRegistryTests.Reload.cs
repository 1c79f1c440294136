using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Options;

public sealed partial class TrustRegistryTests
{
    [Fact]
    public async Task Reload_RoleTableChanges_IsLive()
    {
        await using var trust = new TrustRig(TwoIssuers());
        _ = trust.Model.Current;

        trust.Reload(With(TwoIssuers(), "Roles:auditor", "audit:read"));

        Assert.Equal(2, trust.Source.Current.Version);
        Assert.Equal(["audit:read"], trust.Source.Current.Roles["auditor"]);
        Assert.Equal(["audit:read"], trust.Model.Current.Roles["auditor"]);
        trust.Reload(With(TwoIssuers(), "Callers:0:Services", "billing kiosk"));
        Assert.Equal(["billing", "kiosk"], trust.Model.Current.Callers["orders:read"]);
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
    public async Task Reload_AKeySourceIsExchanged_IsTaken()
    {
        await using var trust = new TrustRig(TwoIssuers());
        var keys = KeysOf(trust, A);

        trust.Reload(With(With(Without(TwoIssuers(), "Issuers:a:Authority"), "Issuers:a:Issuer", A), "Issuers:a:JwksUri", A + "/keys"));

        Assert.Null(trust.Model.Current.ReloadFault);
        Assert.True(keys.Disposed);
    }

    [Fact]
    public async Task Reload_BeforeAnybodyLooked_IsInTheFirstSnapshot()
    {
        await using var trust = new TrustRig(TwoIssuers());

        trust.Reload(With(TwoIssuers(), "Roles:auditor", "audit:read"));

        Assert.Equal(1, trust.Source.Current.Version);
        Assert.True(trust.Source.Current.Roles.ContainsKey("auditor"));
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
}
