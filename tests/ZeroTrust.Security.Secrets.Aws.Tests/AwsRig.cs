using System.Text;
using Amazon.Runtime;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Aws.Tests;

/// <summary>The emulation, and a provider that asks it.</summary>
public abstract class AwsRig : IAsyncLifetime
{
    private readonly List<IDisposable> _opened = [];

    internal ManualTimeProvider Clock { get; } = new();

    internal SecretsManagerEmulation Aws { get; private set; } = null!;

    public async Task InitializeAsync() => Aws = await SecretsManagerEmulation.StartAsync(Clock);

    public async Task DisposeAsync()
    {
        _opened.ForEach(static one => one.Dispose());
        await Aws.DisposeAsync();
    }

    internal AwsSecretProvider Open(AWSCredentials? credentials = null, Action<AwsSecretsOptions>? configure = null)
    {
        var options = new AwsSecretsOptions { Region = SecretsManagerEmulation.Region, Endpoint = Aws.Address };
        configure?.Invoke(options);
        var provider = new AwsSecretProvider(new(options), new(credentials ?? new BasicAWSCredentials(Aws.Identity.AccessKey, Aws.Identity.SecretKey)), SecretsManagerClient.CreateHandler(), Clock);
        _opened.Add(provider);
        return provider;
    }

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static string Text(Secret secret) => secret.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));
}
