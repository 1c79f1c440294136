using System.Runtime.Versioning;
using System.Text;
using Microsoft.Extensions.Configuration;
using ZeroTrust.Security.Contracts;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Development.Tests;

/// <summary>The store of a developer's machine, where files have modes.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DevelopmentSecretProviderTests : SecretProviderContract, IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("secrets-");
    private readonly ManualTimeProvider _clock = new();

    protected override bool TakesFields => true;

    protected override int? MaxPutBytes => SecretVersion.MaxBytes;

    private string FilePath => Path.Combine(_home.FullName, "orders.json");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task K3_TheFile_HasNamesAndNoValue_AndIsTheUsersAlone()
    {
        Store().Set("db", "password", Secret.FromText("c4n4ry-Zq7"));

        var text = await File.ReadAllTextAsync(FilePath);

        Assert.Contains("password", text, StringComparison.Ordinal);
        Assert.DoesNotContain("c4n4ry", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("c4n4ry-Zq7"u8), text, StringComparison.Ordinal);
        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(file, File.GetUnixFileMode(FilePath));
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(_home.FullName));
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_home.FullName, "keys")));
    }

    [Fact]
    public async Task H9_AFileThatOthersMayRead_IsRefused_AndSoIsADirectory()
    {
        Store().Set("db", null, Secret.FromText("value"));
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var result = await (await OpenAsync()).GetAsync(new("db"));

        Assert.Equal(SecretOutcome.Refused, result.Outcome);
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _home.UnixFileMode |= UnixFileMode.OtherExecute;
        Assert.Throws<UnauthorizedAccessException>(() => Store().Set("db", null, Secret.FromText("other")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task H1_OutsideDevelopment_NothingIsRead(string? environment)
    {
        Store().Set("db", null, Secret.FromText("value"));
        await using var services = Services(environment);

        var fault = await Assert.ThrowsAsync<SecretUnavailableException>(async () => await services.Handle("db").GetAsync());

        Assert.Contains("Development alone", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReferencesInSettings_WhichAreResolvedBeforeThereIsAHost_GoByTheVariable()
    {
        using var value = Secret.FromText("value");
        Store().Set("db", "password", value);
        string? Resolve(string? environment)
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", environment);
            return new ConfigurationBuilder().AddInMemoryCollection([new("Smtp:Password", "secret://development/db#password")])
                .AddSecretReferences(secrets => secrets.AddDevelopmentSecrets("orders", directory: _home.FullName)).Build()["Smtp:Password"];
        }

        Assert.Equal("value", Resolve("Development"));
        Assert.Throws<InvalidOperationException>(() => Resolve("Production"));
        Assert.Throws<InvalidOperationException>(() => Resolve(null));
    }

    [Fact]
    public async Task InDevelopment_AChange_ArrivesWithoutARestart()
    {
        Store().Set("db", "password", Secret.FromText("first"));
        await using var services = Services("Development");
        var handle = services.Handle("db#password");
        await handle.GetAsync();
        var changed = new TaskCompletionSource();
        using var telling = handle.OnChange(() => changed.TrySetResult());

        Store().Set("db", "password", Secret.FromText("second"));
        _clock.Advance(TimeSpan.FromSeconds(2));
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("second", Text(handle.Current.Value));
    }

    [Fact]
    public async Task H11_AValueUnderAnotherName_DoesNotOpenThere()
    {
        Store().Set("orders", null, Secret.FromText("value"));
        await File.WriteAllTextAsync(FilePath, (await File.ReadAllTextAsync(FilePath)).Replace("\"orders\"", "\"payments\"", StringComparison.Ordinal));

        Assert.Equal(SecretOutcome.Malformed, (await (await OpenAsync()).GetAsync(new("payments"))).Outcome);
    }

    [Fact]
    public async Task TheRingOfAnotherDirectory_DoesNotOpenIt()
    {
        Store().Set("db", null, Secret.FromText("value"));
        Directory.Delete(Path.Combine(_home.FullName, "keys"), recursive: true);

        Assert.Equal(SecretOutcome.Malformed, (await (await OpenAsync()).GetAsync(new("db"))).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"form":2,"secrets":{}}""")]
    [InlineData("""{"form":1,"secrets":{"db":{"version":"1","changed":"2026-01-01T00:00:00Z","values":{"":null}}}}""")]
    [InlineData("""{"form":1,"secrets":{"db":{"version":"1","changed":"2026-01-01T00:00:00Z","values":{"":"not base64"}}}}""")]
    [InlineData("""{"form":1,"secrets":{"db":{"version":"1","changed":"2026-01-01T00:00:00Z","values":{"":"AAAA"}}}}""")]
    [InlineData("""{"form":1,"secrets":{"db":{"version":"1","changed":"2026-01-01T00:00:00Z","values":{}}}}""")]
    public async Task H8_ADamagedFile_IsMalformed_AndIsNotWrittenOver(string content)
    {
        Store().Set("db", null, Secret.FromText("value"));
        await File.WriteAllTextAsync(FilePath, content);

        Assert.Equal(SecretOutcome.Malformed, (await (await OpenAsync()).GetAsync(new("db"))).Outcome);
    }

    [Fact]
    public void Set_WhereAnotherProcessIsChanging_Throws_AndChangesNothing()
    {
        Store().Set("db", null, Secret.FromText("value"));
        using var other = new FileStream(FilePath + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Throws<IOException>(() => Store().Set("db", null, Secret.FromText("other")));
    }

    [Fact]
    public void Set_AndRemove_FieldByField()
    {
        var store = Store();
        store.Set("db", "user", Secret.FromText("app"));
        _clock.Advance(TimeSpan.FromHours(1));
        store.Set("db", "password", Secret.FromText("value"));
        store.Set("key", null, Secret.FromText("value"));

        Assert.Equal([("db", "password,user"), ("key", "")], store.List().Select(static one => (one.Name, string.Join(',', one.Fields))));
        Assert.Equal(_clock.GetUtcNow(), store.List()[0].ChangedAt);
        Assert.False(store.Remove("db", "other"));
        Assert.False(store.Remove("other"));
        Assert.True(store.Remove("db", "user"));
        Assert.True(store.Remove("db", "password"));
        Assert.True(store.Remove("key"));
        Assert.Empty(store.List());
    }

    [Theory]
    [InlineData("../orders")]
    [InlineData("Orders")]
    [InlineData("")]
    [InlineData("a b")]
    public void H11_New_ForAnApplicationThatIsNoName_Throws(string application) =>
        Assert.Throws<ArgumentException>(() => new DevelopmentSecretStore(application, _home.FullName));

    protected override Task<ISecretProvider> OpenAsync() => Task.FromResult<ISecretProvider>(new DevelopmentSecretProvider(Store(), isDevelopment: true));

    protected override Task PutAsync(string name, byte[] value)
    {
        // An empty value is none that can be set.
        if (value.Length > 0)
        {
            using var secret = new Secret(value);
            Store().Set(name, null, secret);
        }

        return Task.CompletedTask;
    }

    protected override Task PutAsync(string name, IReadOnlyDictionary<string, string> fields)
    {
        Store().Set(name, fields.ToDictionary(static one => one.Key, static one => Secret.FromText(one.Value), StringComparer.Ordinal));
        return Task.CompletedTask;
    }

    protected override Task RemoveAsync(string name)
    {
        Store().Remove(name);
        return Task.CompletedTask;
    }

    protected override async Task<SecretOutcome?> BreakAsync()
    {
        var file = await File.ReadAllBytesAsync(FilePath);
        await File.WriteAllBytesAsync(FilePath, file[..(file.Length / 2)]);
        return SecretOutcome.Malformed;
    }

    private static string Text(Secret secret) => secret.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));

    private DevelopmentSecretStore Store() => new("orders", _home.FullName, _clock);

    private Service Services(string? environment) => new(environment, _home.FullName, _clock);
}
