using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Tests.Options;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

public sealed class SettingsThreatTests
{
    private const string A = "https://a.example.com";

    [Fact]
    public async Task C7_Start_NoAudience_IsRefused()
    {
        foreach (var audiences in (Dictionary<string, string?>[])
        [
            [],
            new() { ["Issuers:a:Audiences"] = "" },
            new() { ["Issuers:a:Audiences"] = "   " },
            new() { ["Issuers:a:Audiences:0"] = "" },
            new() { ["Issuers:a:Audiences:0"] = " " },
            new() { ["Issuers:a:Audiences"] = null },
        ])
        {
            await using var trust = new TrustRig(new Dictionary<string, string?>(audiences) { ["Issuers:a:Authority"] = A });

            var fault = Assert.Throws<OptionsValidationException>(() => trust.Source.Current);
            Assert.Contains("ZeroTrust:Issuers:a:Audiences", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task C9_Start_WildcardAudience_IsWarnedOfAndMatchesNothingElse()
    {
        await using var trust = new TrustRig(new Dictionary<string, string?> { ["Issuers:a:Authority"] = A, ["Issuers:a:Audiences"] = "orders https://*.example.com" });

        Assert.Equal(["orders", "https://*.example.com"], trust.Issuer(A).Profile.Audiences);
        var warning = Assert.Single(trust.Log.Of(2310));
        Assert.Contains("'https://*.example.com' of issuer 'a'", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C11_Start_TwoIssuersWithoutBounds_IsRefused()
    {
        await using var trust = new TrustRig(new Dictionary<string, string?>
        {
            ["Issuers:a:Authority"] = A,
            ["Issuers:a:Audiences"] = "orders",
            ["Issuers:b:Authority"] = "https://b.example.com",
            ["Issuers:b:Audiences"] = "orders",
            ["Issuers:b:Kind"] = "Users",
        });

        var faults = Assert.Throws<OptionsValidationException>(() => trust.Source.Current).Failures.ToArray();

        Assert.Equal(2, faults.Length);
        Assert.Contains("ZeroTrust:Issuers:a:Kind", faults[0], StringComparison.Ordinal);
        Assert.Contains("ZeroTrust:Issuers:b:MayAssert", faults[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task C11_Start_TwoIssuersWithOneIdentifier_IsRefused()
    {
        await using var trust = new TrustRig(new Dictionary<string, string?>
        {
            ["Issuers:a:Authority"] = A,
            ["Issuers:a:Audiences"] = "orders",
            ["Issuers:a:Kind"] = "Users",
            ["Issuers:a:MayAssert"] = "*",
            ["Issuers:b:Issuer"] = A,
            ["Issuers:b:JwksUri"] = "https://b.example.com/keys",
            ["Issuers:b:Audiences"] = "orders",
            ["Issuers:b:Kind"] = "Users",
            ["Issuers:b:MayAssert"] = "*",
        });

        var fault = Assert.Single(Assert.Throws<OptionsValidationException>(() => trust.Source.Current).Failures);
        Assert.Contains("has the same identifier 'https://a.example.com' as a", fault, StringComparison.Ordinal);
    }

    // What a switch that turns off a check of TLS could look like: a flag, a callback, a handler, a client.
    [Fact]
    public void D17_Options_OfferNoWayAroundTheChecksOfTls()
    {
        foreach (var property in SettingTypes().SelectMany(static type => type.GetProperties()))
        {
            Assert.Contains(property.PropertyType, AllowedTypes);
            foreach (var word in (string[])["Insecure", "Skip", "Ignore", "Disable", "Unsafe", "Dangerous", "Handler", "Callback", "Thumbprint"])
            {
                Assert.DoesNotContain(word, property.Name, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    // One flag takes API keys in a second place, the other loosens the type of token, by names that say so; nothing turns a check off.
    [Fact]
    public void L2_Options_HaveNoSwitchThatTurnsACheckOff()
    {
        var flags = SettingTypes()
            .SelectMany(static type => type.GetProperties())
            .Where(static property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(bool))
            .Select(static property => property.Name);

        Assert.Equal([nameof(ApiKeyOptions.AllowBearer), nameof(IssuerOptions.AllowLegacyTokenType)], flags.Order());
    }

    [Fact]
    public async Task L2_Start_ASettingThatWouldTurnACheckOff_IsUnknownAndStopsTheStart()
    {
        foreach (var name in (string[])["ValidateAudience", "ValidateIssuer", "ValidateLifetime", "RequireHttpsMetadata", "ValidateIssuerSigningKey", "SkipCertificateCheck"])
        {
            await using var trust = new TrustRig(new Dictionary<string, string?>
            {
                ["Issuers:a:Authority"] = A, ["Issuers:a:Audiences"] = "orders", [$"Issuers:a:{name}"] = "false",
            });

            var fault = Assert.Throws<OptionsValidationException>(() => trust.Source.Current);
            Assert.Contains($"ZeroTrust:Issuers:a:{name}: is no setting.", fault.Message, StringComparison.Ordinal);
        }
    }

    private static readonly Type[] AllowedTypes =
    [
        typeof(string), typeof(int), typeof(bool), typeof(bool?), typeof(TimeSpan), typeof(TimeSpan?), typeof(IList<string>),
        typeof(IssuerPreset), typeof(ScopeShape?), typeof(IssuerKind?), typeof(AssertionBounds), typeof(TokenCacheOptions),
        typeof(RevocationOptions), typeof(RevocationOutage),
        typeof(ServiceTokenSource), typeof(ClientAuthentication), typeof(Func<CancellationToken, ValueTask<Secret>>), typeof(SecretRef), typeof(SecretCredentialKind),
        typeof(IDictionary<string, IssuerOptions>), typeof(IDictionary<string, IList<string>>), typeof(IDictionary<string, EncryptionRecipientOptions>),
    ];

    private static IEnumerable<Type> SettingTypes() => typeof(ZeroTrustOptions).Assembly.GetExportedTypes()
        .Where(static type => type.Name.EndsWith("Options", StringComparison.Ordinal) || type == typeof(AssertionBounds));
}
