using System.Text;
using System.Text.Json;
using ZeroTrust.Security.Contracts;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Azure.Tests;

/// <summary>The contract, over the real SDK and the emulation.</summary>
public sealed class KeyVaultSecretProviderTests : SecretProviderContract, IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<IDisposable> _opened = [];
    private KeyVaultEmulation _vault = null!;

    protected override bool TakesBytes => false;

    protected override bool TakesFields => true;

    protected override bool KeepsVersions => true;

    // What a vault takes.
    protected override int? MaxPutBytes => 25 * 1024;

    public async Task InitializeAsync() => _vault = await KeyVaultEmulation.StartAsync(_clock);

    public async Task DisposeAsync()
    {
        _opened.ForEach(static one => one.Dispose());
        await _vault.DisposeAsync();
    }

    protected override Task<ISecretProvider> OpenAsync()
    {
        // Each has an identity of its own, which makes one token.
        var provider = new KeyVaultSecretProvider(new(_vault.Vault, new Identity(), _vault.Connections()), _clock);
        _opened.Add(provider);
        return Task.FromResult<ISecretProvider>(provider);
    }

    protected override Task PutAsync(string name, byte[] value)
    {
        _vault.Put(name, Encoding.UTF8.GetString(value));
        return Task.CompletedTask;
    }

    protected override Task PutAsync(string name, IReadOnlyDictionary<string, string> fields)
    {
        _vault.Put(name, JsonSerializer.Serialize(fields));
        return Task.CompletedTask;
    }

    protected override Task RemoveAsync(string name)
    {
        _vault.Remove(name);
        return Task.CompletedTask;
    }

    protected override Task<SecretOutcome?> BreakAsync()
    {
        _vault.Instead = static http => KeyVaultEmulation.FailAsync(http, 503, "ServiceUnavailable");
        return Task.FromResult<SecretOutcome?>(SecretOutcome.Unavailable);
    }
}
