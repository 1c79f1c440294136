using System.Text;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Azure.Tests;

/// <summary>The emulation, and a provider whose SDK asks it.</summary>
public abstract class KeyVaultRig : IAsyncLifetime
{
    private readonly List<IDisposable> _opened = [];

    internal ManualTimeProvider Clock { get; } = new();

    internal KeyVaultEmulation Vault { get; private set; } = null!;

    public async Task InitializeAsync() => Vault = await KeyVaultEmulation.StartAsync(Clock);

    public async Task DisposeAsync()
    {
        _opened.ForEach(static one => one.Dispose());
        await Vault.DisposeAsync();
    }

    internal KeyVaultSecretProvider Open(Identity? identity = null)
    {
        var provider = new KeyVaultSecretProvider(new(Vault.Vault, identity ?? new(), Vault.Connections()), Clock);
        _opened.Add(provider);
        return provider;
    }

    internal static string Text(Secret secret) => secret.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));
}
