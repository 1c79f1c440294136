using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Tests.Configuration;

public sealed partial class SecretsSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("secrets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Stores_OfTheConfigurationAlone_AreReadInTheirOrder()
    {
        await WriteAsync("db", "of the file");
        await using var services = Build(new()
        {
            ["Stores:files:Kind"] = "Files",
            ["Stores:files:Directory"] = _folder,
            ["Stores:env:Kind"] = "Environment",
            ["Stores:env:Prefix"] = "ZEROTRUST_TESTS_NOWHERE_",
            ["Stores:app:Kind"] = "Chain",
            ["Stores:app:Stores"] = "env files",
            ["Stores:app:PreviousFor"] = "02:00:00",
            ["Require:database"] = "secret://app/db",
        });

        await StartAsync(services);

        Assert.Equal("of the file", SecretRig.Text(services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse("secret://app/db")).Current.Value));
        Assert.Equal(TimeSpan.FromHours(2), OptionsOf(services, "app").PreviousFor);
        Assert.Equal(TimeSpan.FromSeconds(10), OptionsOf(services, "files").RefreshInterval);
    }

    [Fact]
    public void AStore_ThatCodeAdds_TakesItsTimesFromTheConfiguration()
    {
        using var services = Build(
            new() { ["Stores:vendor:LastGoodFor"] = "12:00:00", ["StartTimeout"] = "00:00:05" },
            static secrets => secrets.Add("vendor", static _ => new InMemorySecretProvider(), static options => options.RefreshInterval = TimeSpan.FromSeconds(7)));

        Assert.Equal(TimeSpan.FromSeconds(5), services.GetRequiredService<IOptions<SecretsOptions>>().Value.StartTimeout);
        Assert.Equal((TimeSpan.FromHours(12), TimeSpan.FromSeconds(7)), (OptionsOf(services, "vendor").LastGoodFor, OptionsOf(services, "vendor").RefreshInterval));
    }

    [Fact]
    public async Task ARequiredSecret_ThatIsMissing_IsNamedWithItsSetting()
    {
        await using var services = Build(new() { ["Stores:files:Kind"] = "Files", ["Stores:files:Directory"] = _folder, ["Require:database"] = "secret://files/db" });

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(services));

        Assert.Contains("secret://files/db (for ZeroTrust:Secrets:Require:database): missing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFault_IsNamedAtOnce_AndNoneRepeatsWhatMayBeASecret()
    {
        using var services = Build(new()
        {
            ["StartTimout"] = "00:00:05",
            ["Stores:files:Kind"] = "Files",
            ["Stores:Upper:Kind"] = "Environment",
            ["Stores:env:Kind"] = "Environmet",
            ["Stores:app:Kind"] = "Chain",
            ["Stores:other:Kind"] = "Chain",
            ["Stores:other:Stores"] = "nowhere",
            ["Stores:vendor:LastGoodFor"] = "12:00:00",
            ["Stores:quick:Kind"] = "Environment",
            ["Stores:quick:RefreshInterval"] = "00:00:00",
            ["Stores:quick:Directory"] = "/etc",
            ["Require:database"] = "canary-4711",
        });

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<SecretsOptions>>().Value).Message;

        foreach (var part in (string[])
        [
            "Secrets:StartTimout", "Secrets:Stores:files:Directory", "Secrets:Stores:Upper", "Secrets:Stores:env:Kind", "Secrets:Stores:app", "'nowhere'", "Secrets:Stores:vendor", "quick.RefreshInterval",
            "Secrets:Stores:quick:Directory", "Secrets:Require:database",
        ])
        {
            Assert.Contains(part, fault, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("canary-4711", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ExamplesOfSecrets_AreRead_AndTheirSettingsNamed()
    {
        var examples = Example().Matches(Page()).Where(static example => example.Value.Contains("\"Secrets\": {", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            using var json = new MemoryStream(Encoding.UTF8.GetBytes(example.Groups["json"].Value));
            using var services = BuildOf(new ConfigurationBuilder().AddJsonStream(json).Build(), static secrets => secrets.Add("vault", static _ => new InMemorySecretProvider()));

            Assert.NotNull(services.GetRequiredService<IOptions<SecretsOptions>>().Value);
            Assert.NotNull(services.GetRequiredService<ISecrets>());
        }

        Assert.All(typeof(SecretStoreOptions).GetProperties(), static property => Assert.Contains($"`{property.Name}`", Page(), StringComparison.Ordinal));
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings, Action<SecretsBuilder>? stores = null) =>
        BuildOf(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(static pair => $"ZeroTrust:Secrets:{pair.Key}", static pair => pair.Value)).Build(), stores);

    private static ServiceProvider BuildOf(IConfigurationRoot configuration, Action<SecretsBuilder>? stores)
    {
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(new ManualTimeProvider());
        services.AddZeroTrustCore().AddSecrets(stores);
        return services.BuildServiceProvider();
    }

    private static SecretStoreOptions OptionsOf(ServiceProvider services, string store) =>
        services.GetRequiredService<Secrets.Settings.SecretsSettings>().Stores.Single(one => one.Name == store).Options;

    private static Task StartAsync(ServiceProvider services) =>
        services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single(static service => service is SecretsService).StartingAsync(default);

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ZeroTrust.Security.sln")))
        {
            folder = folder.Parent;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "configuration.md"));
    }

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    private async Task WriteAsync(string name, string value)
    {
        var file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, value);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
