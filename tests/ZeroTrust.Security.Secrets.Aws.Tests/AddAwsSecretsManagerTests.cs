using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Contracts;

namespace ZeroTrust.Security.Secrets.Aws.Tests;

/// <summary>Through the core, as a service has it.</summary>
public sealed class AddAwsSecretsManagerTests : AwsRig
{
    private const string Canary = "c4n4ry-Zq7";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task GetHandle_ARotation_ArrivesWithoutARestart_AndTheOneBeforeIsTakenStill()
    {
        Aws.Put("orders/db", Bytes("""{"username":"app","password":"first"}"""));
        await using var services = Services();
        var handle = services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse("secret://aws/orders/db#password"));
        Assert.Equal("first", Text((await handle.GetAsync()).Value));
        var changed = new TaskCompletionSource();
        using var telling = handle.OnChange(() => changed.TrySetResult());

        Aws.Put("orders/db", Bytes("""{"username":"app","password":"second"}"""));
        Clock.Advance(TimeSpan.FromMinutes(5));
        await changed.Task.WaitAsync(Patience);

        Assert.Equal(("second", "first"), (Text(handle.Current.Value), Text(handle.Previous!.Value)));
    }

    [Fact]
    public async Task GetHandle_AfterAStart_TakesTheOneBeforeFromTheStore()
    {
        Aws.Put("key", Bytes("first"));
        Aws.Put("key", Bytes("second"));
        await using var services = Services(static options => options.PreviousFor = TimeSpan.FromHours(2));
        var handle = services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse("secret://aws/key"));

        Assert.Equal("second", Text((await handle.GetAsync()).Value));
        Assert.Equal("first", Text(handle.Previous!.Value));
    }

    [Fact]
    public async Task H8_GetHandle_WhileTheStoreHangs_TheLastGoodValueServes_AndTheCallIsLeft()
    {
        Aws.Put("key", Bytes("value"));
        await using var services = Services();
        var handle = services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse("secret://aws/key"));
        var first = await handle.GetAsync();
        var arrived = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        Aws.Instead = async (http, _) =>
        {
            http.RequestAborted.Register(() => left.TrySetResult());
            arrived.TrySetResult();
            await left.Task;
            return true;
        };

        Clock.Advance(TimeSpan.FromMinutes(5));
        await arrived.Task.WaitAsync(Patience);
        Clock.Advance(TimeSpan.FromSeconds(10));
        await left.Task.WaitAsync(Patience);

        Assert.Equal((first.Version, "value"), (handle.Version, Text(handle.Current.Value)));
        Assert.Equal(3, Aws.Requests.Count);
    }

    [Fact]
    public async Task H12_NothingSaysTheIdentityOrTheValue()
    {
        Aws.Identity = ("ASIAEXAMPLE", $"{Canary}-secret-key", $"{Canary}-session-token");
        Aws.Put("key", Bytes($"{Canary}-value"));
        using var everything = new Everything();
        await using var services = Services(credentials: new SessionAWSCredentials("ASIAEXAMPLE", $"{Canary}-secret-key", $"{Canary}-session-token"), logs: everything);
        var handle = services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse("secret://aws/key"));
        everything.Say(JsonSerializer.Serialize(await handle.GetAsync()));
        foreach (var type in new[] { "ThrottlingException", "ExpiredTokenException", "AccessDeniedException", "InternalServiceError" })
        {
            Aws.Instead = (http, _) => SecretsManagerEmulation.FailAsync(http, 400, type, $"{Canary}-message");
            everything.Say((await services.GetRequiredService<ISecretProvider>().GetAsync(new("key"))).ToString());
        }

        Assert.Contains(Canary, Aws.Headers, StringComparison.Ordinal);
        Assert.Contains("System.Net.Http", everything.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, everything.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature=", everything.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AddAwsSecretsManager_WithSettingsThatCannotBe_ThrowsAtOnce() =>
        Assert.Throws<ArgumentException>(static () => new ServiceCollection().AddZeroTrustCore().AddSecrets(static secrets => secrets.AddAwsSecretsManager(static aws => aws.Region = "a/b")));

    private ServiceProvider Services(Action<SecretStoreOptions>? configure = null, AWSCredentials? credentials = null, ILoggerProvider? logs = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<ISecretProvider>(_ => Open(credentials));
        if (logs is not null)
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        }

        services.AddZeroTrustCore().AddSecrets(secrets => secrets.AddAwsSecretsManager(
            aws => (aws.Region, aws.Endpoint) = (SecretsManagerEmulation.Region, Aws.Address),
            credentials ?? new BasicAWSCredentials(Aws.Identity.AccessKey, Aws.Identity.SecretKey),
            configure: configure));
        return services.BuildServiceProvider();
    }
}
