using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Vault.Tests;

/// <summary>A test with a Vault and files of its own.</summary>
public abstract class VaultTest : IAsyncLifetime, IDisposable
{
    private readonly LoginFiles _files = new();
    private readonly List<VaultRig> _rigs = [];

    internal VaultEmulation Vault { get; private set; } = null!;

    internal ManualTimeProvider Clock => Vault.Clock;

    public async Task InitializeAsync() => Vault = await VaultEmulation.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var rig in _rigs)
        {
            await rig.DisposeAsync();
        }

        await Vault.DisposeAsync();
    }

    public void Dispose()
    {
        _files.Dispose();
        GC.SuppressFinalize(this);
    }

    internal string Put(string name, string content, UnixFileMode mode = UnixFileMode.UserRead) => _files.Put(name, content, mode);

    /// <summary>An AppRole whose secret ID Vault takes.</summary>
    internal VaultLogin AppRole()
    {
        Vault.Logins.SecretIds.Add("S3cr3tIdC4n4ry");
        return VaultLogin.AppRole(EmulatedLogins.RoleId, Put("secret-id", "S3cr3tIdC4n4ry\n"));
    }

    internal VaultLogin TokenFile(TimeSpan? ttl) => VaultLogin.TokenFile(Put("token", Vault.Tokens.Make(ttl).Id));

    internal VaultRig Open(VaultLogin login, Action<VaultOptions>? options = null, Action<SecretsBuilder>? stores = null, double jitter = 0)
    {
        var rig = new VaultRig(Vault, login, options, stores, jitter);
        _rigs.Add(rig);
        return rig;
    }
}
