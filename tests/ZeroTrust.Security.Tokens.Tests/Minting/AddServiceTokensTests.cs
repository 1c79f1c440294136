using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Tests.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.Minting;

[UnsupportedOSPlatform("windows")]
public sealed partial class AddServiceTokensTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Configure_EveryPropertyOfTheOptions_CanBeSetFromConfiguration()
    {
        foreach (var property in typeof(ServiceTokensOptions).GetProperties())
        {
            var (key, text, expected) = Sample(property.PropertyType);
            var options = Read(new() { [$"ServiceTokens:{property.Name}{key}"] = text });

            Assert.Empty(options.Faults);
            Assert.Equal(expected, property.GetValue(options));
        }
    }

    [Fact]
    public void Configure_AnAudienceWithAColon_GoesIntoAList()
    {
        var options = Read(new()
        {
            ["ServiceTokens:Grants:0:Audience"] = "https://payments.internal",
            ["ServiceTokens:Grants:0:Permissions"] = "payments:charge payments:refund",
            ["ServiceTokens:Grants:stock"] = "stock:read",
        });

        Assert.Empty(options.Faults);
        Assert.Equal(["payments:charge", "payments:refund"], options.Grants["https://payments.internal"]);
        Assert.Equal(["stock:read"], options.Grants["stock"]);
    }

    [Fact]
    public void Start_EveryFault_IsToldAtOnce()
    {
        using var host = new MintingHost(Environments.Production, new()
        {
            ["ServiceTokens:Issuer"] = "http://localhost:5001/",
            ["ServiceTokens:Algorithm"] = "HS256",
            ["ServiceTokens:Lifetime"] = "00:16:00",
            ["ServiceTokens:KeyLifetime"] = "00:30:00",
            ["ServiceTokens:KeyCacheTime"] = "00:00:10",
            ["ServiceTokens:PollInterval"] = "00:02:00",
            ["ServiceTokens:Grants:payments"] = "charge",
            ["ServiceTokens:Grants:pay*"] = "payments:charge",
            ["ServiceTokens:Lifetimes"] = "1",
            ["ServiceTokens:PreviousKeyEncryptionKeyFile"] = "old",
        });

        var faults = Assert.Throws<OptionsValidationException>(() => host.Get<IServiceTokenMinter>()).Failures.ToList();

        foreach (var name in (string[])["Service", "Issuer", "Algorithm", "Lifetime", "KeyLifetime", "KeyCacheTime", "PollInterval", "Grants:payments", "Grants:pay*", "Lifetimes", "KeyDirectory", "KeyEncryptionKeyFile", "PreviousKeyEncryptionKeyFile"])
        {
            Assert.Contains(faults, fault => fault.Contains($"ZeroTrust:ServiceTokens:{name}:", StringComparison.Ordinal) || fault.Contains($"ZeroTrust:ServiceTokens:{name} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Start_TheExampleOfThePage_Mints()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(FindRoot(), "docs", "service-to-service.md"));
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(Example().Match(page).Groups["json"].Value));
        var settings = new ConfigurationBuilder().AddJsonStream(json).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ZeroTrust:ServiceTokens:KeyDirectory"] = _folder.Keys,
            ["ZeroTrust:ServiceTokens:KeyEncryptionKeyFile"] = _folder.Write("kek", new byte[32]),
        }).Build();
        using var host = new MintingHost(Environments.Production, settings, validation: true);
        await host.StartAsync();

        var token = await host.Get<IServiceTokenMinter>().MintAsync(new() { Audience = "payments" });

        var payload = Jws.Payload(token.Reveal());
        Assert.Equal(("orders", "https://orders.internal"), (payload.GetProperty("sub").GetString(), payload.GetProperty("iss").GetString()));
        Assert.Equal(2, payload.GetProperty("permissions").GetArrayLength());
    }

    [Fact]
    public async Task Start_OverADirectory_FindsItsKeysAgain()
    {
        var settings = Settings();
        using var first = new MintingHost(Environments.Production, settings);
        await first.StartAsync();
        var keys = first.Get<IKeyRing>().Keys;

        using var second = new MintingHost(Environments.Production, settings);
        await second.StartAsync();

        Assert.Equal(keys, second.Get<IKeyRing>().Keys);
        Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(Path.Combine(_folder.Keys, "ring")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAnotherKeyEncryptionKey_Fails_AndWithItAsThePreviousOneStarts()
    {
        var settings = Settings();
        using (var first = new MintingHost(Environments.Production, settings))
        {
            await first.StartAsync();
        }

        var before = await File.ReadAllBytesAsync(Path.Combine(_folder.Keys, "ring"));
        settings["ServiceTokens:KeyEncryptionKeyFile"] = _folder.Write("new-kek", [.. Enumerable.Repeat((byte)9, 32)]);
        using (var other = new MintingHost(Environments.Production, settings))
        {
            await Assert.ThrowsAsync<KeyRingStoreException>(() => other.StartAsync());
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(_folder.Keys, "ring")));
        settings["ServiceTokens:PreviousKeyEncryptionKeyFile"] = _folder["kek"];
        using var turned = new MintingHost(Environments.Production, settings);
        await turned.StartAsync();
    }

    [Fact]
    public async Task Start_WithAStoreAndAKeyFromCode_NeedsNoFiles()
    {
        using var host = new MintingHost(
            Environments.Production,
            new() { ["Service"] = "orders", ["ServiceTokens:Issuer"] = "https://orders.internal" },
            builder => builder.AddKeyRingStore<MovingStore>().AddKeyEncryptionKey(static _ => new Secret(new byte[32])));
        await host.StartAsync();

        Assert.Single(host.Get<IKeyRing>().Keys);
        Assert.Equal(1, ((MovingStore)host.Get<IKeyRingStore>()).Record!.Version);
    }

    [Fact]
    public void Start_WithAStoreFromCodeBesideADirectory_Fails()
    {
        using var host = new MintingHost(Environments.Production, Settings(), static builder => builder.AddKeyRingStore<MovingStore>());

        Assert.Contains("KeyDirectory", Assert.Single(Assert.Throws<OptionsValidationException>(() => host.Get<IServiceTokenMinter>()).Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_EverySetting_IsNamed()
    {
        var page = File.ReadAllText(Path.Combine(FindRoot(), "docs", "configuration.md"));
        Assert.All(typeof(ServiceTokensOptions).GetProperties(), property => Assert.Contains($"`{property.Name}`", page, StringComparison.Ordinal));
    }

    private static ServiceTokensOptions Read(Dictionary<string, string?> settings)
    {
        using var host = new MintingHost(Environments.Development, settings);
        var options = new ServiceTokensOptions();
        foreach (var configure in host.GetAll<IConfigureOptions<ServiceTokensOptions>>())
        {
            configure.Configure(options);
        }

        return options;
    }

    private static (string Key, string Text, object Expected) Sample(Type type) => type switch
    {
        _ when type == typeof(string) => ("", "some-text", "some-text"),
        _ when type == typeof(TimeSpan) => ("", "00:00:42", TimeSpan.FromSeconds(42)),
        _ when type == typeof(SecretRef) => ("", "secret://vault/kek", SecretRef.Parse("secret://vault/kek")),
        _ => (":payments", "payments:charge", new Dictionary<string, IList<string>> { ["payments"] = ["payments:charge"] }),
    };

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ZeroTrust.Security.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    private Dictionary<string, string?> Settings() => MintingHost.Settings(_folder.Keys, _folder.Write("kek", [.. Enumerable.Repeat((byte)7, 32)]));

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
