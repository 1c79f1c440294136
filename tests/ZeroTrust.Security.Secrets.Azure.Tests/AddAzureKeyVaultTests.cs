using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Contracts;

namespace ZeroTrust.Security.Secrets.Azure.Tests;

/// <summary>Through the core, as a service has it.</summary>
public sealed class AddAzureKeyVaultTests : KeyVaultRig
{
    private const string Canary = "c4n4ry-Zq7";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task GetHandle_ARotation_ArrivesWithoutARestart_AndTheOneBeforeIsTakenStill()
    {
        Vault.Put("db", """{"user":"app","password":"first"}""");
        await using var services = Services();
        var handle = services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse("secret://azure/db#password"));
        Assert.Equal("first", Text((await handle.GetAsync()).Value));
        var changed = new TaskCompletionSource();
        using var telling = handle.OnChange(() => changed.TrySetResult());

        Vault.Put("db", """{"user":"app","password":"second"}""");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await changed.Task.WaitAsync(Patience);

        Assert.Equal(("second", "first"), (Text(handle.Current.Value), Text(handle.Previous!.Value)));
    }

    [Fact]
    public async Task H8_GetHandle_AnExpiredSecret_IsNotServed_ThoughTheVaultHandsItOut()
    {
        Vault.Put("db", "value", attributes => attributes["exp"] = Clock.GetUtcNow().AddMinutes(-1).ToUnixTimeSeconds());
        await using var services = Services();
        var handle = services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse("secret://azure/db"));

        var fault = await Assert.ThrowsAsync<SecretUnavailableException>(async () => await handle.GetAsync());

        Assert.Contains("come to its end", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H8_GetHandle_AnOlderVersionThanWasSeen_IsNotTaken()
    {
        Vault.Put("db", "first");
        Vault.Put("db", "second");
        await using var services = Services();
        var handle = services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse("secret://azure/db"));
        var current = await handle.GetAsync();
        var answered = new TaskCompletionSource();

        // As a replica of the vault's that lags.
        Vault.Altered = answer =>
        {
            answer["value"] = "first";
            answer["attributes"]!["created"] = Clock.GetUtcNow().AddDays(-1).ToUnixTimeSeconds();
            answered.TrySetResult();
            return answer;
        };
        Clock.Advance(TimeSpan.FromMinutes(1));
        await answered.Task.WaitAsync(Patience);
        var replaced = await handle.ReplaceAsync(current);

        Assert.Null(replaced);
        Assert.Equal("second", Text(handle.Current.Value));
    }

    [Fact]
    public async Task H12_NothingSaysTheTokenOrTheValue()
    {
        Vault.Token = $"{Canary}-token-1";
        Vault.Put("db", $"{Canary}-value");
        using var everything = new Everything();
        await using var services = Services(new($"{Canary}-token"), everything);
        var handle = services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse("secret://azure/db"));
        everything.Say(JsonSerializer.Serialize(await handle.GetAsync()));
        foreach (var (status, code) in new[] { (403, "Forbidden"), (429, "Throttled"), (500, "InternalServerError"), (404, "SecretNotFound") })
        {
            Vault.Instead = http => KeyVaultEmulation.FailAsync(http, status, code);
            everything.Say((await services.GetRequiredService<ISecretProvider>().GetAsync(new("db"))).ToString());
        }

        Assert.Contains(Canary, Vault.Headers, StringComparison.Ordinal);
        Assert.Contains("System.Net.Http", everything.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, everything.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://orders.vault.azure.net")]
    [InlineData("https://orders.vault.azure.net/secrets")]
    [InlineData("https://user@orders.vault.azure.net")]
    [InlineData("https://orders.vault.azure.net/?a")]
    public void H12_AddAzureKeyVault_WithAnAddressThatIsNotSafe_ThrowsAtOnce(string vault) =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddZeroTrustCore().AddSecrets(secrets => secrets.AddAzureKeyVault(new(vault))));

    private ServiceProvider Services(Identity? identity = null, ILoggerProvider? logs = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<ISecretProvider>(_ => Open(identity));
        if (logs is not null)
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        }

        // AddAzureKeyVault would ask Azure.
        services.AddZeroTrustCore().AddSecrets(static secrets => secrets.Add("azure", static provider => provider.GetRequiredService<ISecretProvider>()));
        return services.BuildServiceProvider();
    }
}
