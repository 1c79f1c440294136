using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Tests.KeyRing;
using ZeroTrust.Security.Tokens.Tests.Minting;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

[UnsupportedOSPlatform("windows")]
public sealed partial class DevelopmentKeyThreatTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task H1_ARingMadeInDevelopment_StopsTheStartElsewhere(bool isProtected)
    {
        var settings = MintingHost.Settings(_folder.Keys, _folder.Write("kek", new byte[32]));
        using (var development = new MintingHost(Environments.Development, isProtected ? settings : Without(settings, "KeyEncryptionKeyFile")))
        {
            await development.StartAsync();
            Assert.NotNull(await development.Get<IServiceTokenMinter>().MintAsync(new() { Audience = "payments" }));
        }

        var before = await File.ReadAllBytesAsync(Path.Combine(_folder.Keys, "ring"));
        foreach (var environment in (string[])[Environments.Staging, Environments.Production, "Test", ""])
        {
            using var other = new MintingHost(environment, settings);
            await Assert.ThrowsAsync<KeyRingStoreException>(() => other.StartAsync());
            await Assert.ThrowsAsync<ServiceTokenException>(async () => await other.Get<IServiceTokenMinter>().MintAsync(new() { Audience = "payments" }));
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(_folder.Keys, "ring")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task H1_TheMarkOfDevelopmentTakenOff_StopsTheStartElsewhere(bool isProtected)
    {
        var settings = MintingHost.Settings(_folder.Keys, _folder.Write("kek", new byte[32]));
        using (var development = new MintingHost(Environments.Development, isProtected ? settings : Without(settings, "KeyEncryptionKeyFile")))
        {
            await development.StartAsync();
        }

        var file = Path.Combine(_folder.Keys, "ring");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"development\":true", "\"development\":false", StringComparison.Ordinal));

        using var production = new MintingHost(Environments.Production, settings);
        await Assert.ThrowsAsync<KeyRingStoreException>(() => production.StartAsync());
    }

    [Theory]
    [InlineData("KeyEncryptionKeyFile")]
    [InlineData("KeyDirectory")]
    public void H1_NoProtectionOrNoPlaceForKeys_StopsTheStartOutsideDevelopment(string setting)
    {
        var settings = Without(MintingHost.Settings(_folder.Keys, _folder.Write("kek", new byte[32])), setting);
        using var production = new MintingHost(Environments.Production, settings);

        var fault = Assert.Throws<OptionsValidationException>(() => production.Get<IServiceTokenMinter>());

        Assert.Contains($"ZeroTrust:ServiceTokens:{setting}", Assert.Single(fault.Failures), StringComparison.Ordinal);
    }

    // A key that ships is known to everybody.
    [Fact]
    public void H1_NoPackageHoldsAKey()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ZeroTrust.Security.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var files = Directory.EnumerateFiles(Path.Combine(root, "src"), "*", SearchOption.AllDirectories)
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .ToList();

        Assert.True(files.Count > 100);
        Assert.All(files, static file => Assert.DoesNotMatch(Key(), File.ReadAllText(file, Encoding.Latin1)));
        Assert.Matches(Key(), "-----BEGIN PRIVATE KEY-----");
        Assert.Matches(Key(), "\"d\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"");
    }

    private static Dictionary<string, string?> Without(Dictionary<string, string?> settings, string name) =>
        settings.Where(setting => setting.Key != $"ServiceTokens:{name}").ToDictionary();

    [GeneratedRegex("BEGIN [A-Z ]*PRIVATE KEY|\\\\?\"(d|k|p|q)\\\\?\"\\s*:\\s*\\\\?\"[A-Za-z0-9_-]{20,}")]
    private static partial Regex Key();
}
