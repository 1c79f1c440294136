using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Tests.Options;

namespace ZeroTrust.Security.Tokens.Tests.ApiKeys;

public sealed class ApiKeyOptionsTests
{
    [Fact]
    public void EverySetting_CanBeGivenInConfiguration()
    {
        foreach (var property in typeof(ApiKeyOptions).GetProperties())
        {
            var (text, expected) = property.PropertyType switch
            {
                var type when type == typeof(bool) => ("true", (object)true),
                var type when type == typeof(TimeSpan) => ("00:00:42", TimeSpan.FromSeconds(42)),
                var type when type == typeof(SecretRef) => ("secret://vault/pepper#current", SecretRef.Parse("secret://vault/pepper#current")),
                _ => ("some-text", "some-text"),
            };

            var options = Configured(new() { [$"ApiKeys:{property.Name}"] = text });

            Assert.Empty(options.Faults);
            Assert.Equal(expected, property.GetValue(options));
        }
    }

    [Fact]
    public void EverySetting_IsOnThePageOfSettings()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ZeroTrust.Security.sln")))
        {
            folder = folder.Parent;
        }

        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "configuration.md"));
        var section = page[page.IndexOf("## API keys", StringComparison.Ordinal)..];
        Assert.All(typeof(ApiKeyOptions).GetProperties(), property => Assert.Contains($"`{property.Name}`", section, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryFault_IsNamedAtOnce()
    {
        var services = Services(new()
        {
            ["ApiKeys:Prefix"] = "ey_",
            ["ApiKeys:PreviousPepperFile"] = "old",
            ["ApiKeys:Lifetime"] = "400.00:00:00",
            ["ApiKeys:PollInterval"] = "00:00:06",
            ["ApiKeys:MaxStaleness"] = "soon",
            ["ApiKeys:LastUsedInterval"] = "00:00:01",
            ["ApiKeys:Peper"] = "x",
        });
        using var provider = services.BuildServiceProvider();

        var faults = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ApiKeyOptions>>().Value).Message;

        foreach (var name in (string[])["Prefix", "Lifetime", "PollInterval", "MaxStaleness", "LastUsedInterval", "Peper", "Directory", "PepperFile", "PreviousPepperFile"])
        {
            Assert.Contains($"ZeroTrust:ApiKeys:{name}", faults, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ztk", true)]
    [InlineData("acme_live_2", true)]
    [InlineData("z", false)]
    [InlineData("2fa", false)]
    [InlineData("ztk_", false)]
    [InlineData("zt.k", false)]
    [InlineData("eyJ", false)]
    [InlineData("a234567890123456789012345", false)]
    public void Prefix_IsLettersDigitsAndUnderscores(string prefix, bool good)
    {
        var services = Services([]);
        services.AddZeroTrustCore()
            .AddApiKeyManagement(options => options.Prefix = prefix)
            .AddApiKeyStore<InMemoryApiKeyStore>()
            .AddApiKeyPepper(static _ => ApiKeyRig.Pepper(1));
        using var provider = services.BuildServiceProvider();
        var fault = Record.Exception(() => provider.GetRequiredService<IOptions<ApiKeyOptions>>().Value);

        Assert.Equal(good, fault is null);
    }

    [Fact]
    public void Pepper_TooShort_StopsTheStart()
    {
        var services = Services([]);
        services.AddZeroTrustCore()
            .AddApiKeyManagement()
            .AddApiKeyStore<InMemoryApiKeyStore>()
            .AddApiKeyPepper(static _ => Secret.FromText("31 bytes are one byte too short"));
        using var provider = services.BuildServiceProvider();

        Assert.Throws<ArgumentException>(provider.GetServices<IHostedService>);
    }

    [Fact]
    public async Task DirectoryAndPepperFile_HoldKeysOverAStart()
    {
        var above = Directory.CreateTempSubdirectory();
        try
        {
            var pepper = Path.Combine(above.FullName, "pepper");
            await File.WriteAllBytesAsync(pepper, new byte[32]);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(pepper, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            var settings = new Dictionary<string, string?> { ["ApiKeys:Directory"] = Path.Combine(above.FullName, "keys"), ["ApiKeys:PepperFile"] = pepper };
            string text;
            await using (var first = await StartAsync(settings))
            {
                var created = await first.GetRequiredService<IApiKeyService>().CreateAsync(new("orders"));
                text = ApiKeyRig.TextOf(created);
            }

            await using var second = await StartAsync(settings);
            Assert.Equal("orders", second.GetRequiredService<IApiKeyVerifier>().Verify(text).Caller?.Service?.Name);
            Assert.StartsWith("ztk_", text, StringComparison.Ordinal);
        }
        finally
        {
            above.Delete(recursive: true);
        }
    }

    [Fact]
    public void AddedTwice_IsAddedOnce()
    {
        var services = Services([]);
        services.AddZeroTrustCore()
            .AddApiKeyManagement(static options => options.Prefix = "acme")
            .AddApiKeyManagement(static options => options.AllowBearer = true)
            .AddApiKeyStore<InMemoryApiKeyStore>()
            .AddApiKeyPepper(static _ => ApiKeyRig.Pepper(1));
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<ApiKeyOptions>>().Value;

        Assert.Equal(("acme", true), (options.Prefix, options.AllowBearer));
        Assert.Single(provider.GetServices<IHostedService>());
        Assert.Single(provider.GetServices<IApiKeyVerifier>());
    }

    private static async Task<ServiceProvider> StartAsync(Dictionary<string, string?> settings)
    {
        var provider = Services(settings).BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await hosted.StartingAsync(default);
        }

        return provider;
    }

    private static ApiKeyOptions Configured(Dictionary<string, string?> settings)
    {
        using var provider = Services(settings).BuildServiceProvider();
        var options = new ApiKeyOptions();
        foreach (var configure in provider.GetServices<IConfigureOptions<ApiKeyOptions>>())
        {
            configure.Configure(options);
        }

        return options;
    }

    private static ServiceCollection Services(Dictionary<string, string?> settings)
    {
        var configuration = TestSettings.Layers(settings);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddZeroTrustCore().AddApiKeyManagement(configuration.GetSection("ZeroTrust"));
        return services;
    }
}
