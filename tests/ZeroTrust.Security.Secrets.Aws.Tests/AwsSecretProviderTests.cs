using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using ZeroTrust.Security.Contracts;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Aws.Tests;

/// <summary>The contract over the emulation: each answer of it was signed for.</summary>
public sealed class AwsSecretProviderTests : SecretProviderContract, IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<IDisposable> _opened = [];
    private SecretsManagerEmulation _aws = null!;

    protected override bool TakesFields => true;

    protected override bool KeepsVersions => true;

    // What PutSecretValue takes; binary values are counted as bytes.
    protected override int? MaxPutBytes => 65536;

    public async Task InitializeAsync() => _aws = await SecretsManagerEmulation.StartAsync(_clock);

    public async Task DisposeAsync()
    {
        _opened.ForEach(static one => one.Dispose());
        await _aws.DisposeAsync();
    }

    protected override Task<ISecretProvider> OpenAsync()
    {
        var endpoint = new ServiceEndpoint(new() { Region = SecretsManagerEmulation.Region, Endpoint = _aws.Address });
        var provider = new AwsSecretProvider(endpoint, new(new BasicAWSCredentials(_aws.Identity.AccessKey, _aws.Identity.SecretKey)), SecretsManagerClient.CreateHandler(), _clock);
        _opened.Add(provider);
        return Task.FromResult<ISecretProvider>(provider);
    }

    protected override Task PutAsync(string name, byte[] value)
    {
        _aws.Put(name, value);
        return Task.CompletedTask;
    }

    protected override Task PutAsync(string name, IReadOnlyDictionary<string, string> fields)
    {
        _aws.Put(name, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(fields)));
        return Task.CompletedTask;
    }

    protected override Task RemoveAsync(string name)
    {
        _aws.Remove(name);
        return Task.CompletedTask;
    }

    protected override Task<SecretOutcome?> BreakAsync()
    {
        _aws.Instead = static (http, _) => SecretsManagerEmulation.FailAsync(http, 500, "InternalServiceError");
        return Task.FromResult<SecretOutcome?>(SecretOutcome.Unavailable);
    }
}
