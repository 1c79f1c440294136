using System.Collections.Concurrent;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>
/// Credentials that an engine makes for this service alone, under a lease: of databases, and of whatever else answers at <c>creds/role</c>. At the end Vault takes back what is still lent: with the token, where that is the service's own.
/// </summary>
internal sealed class DatabaseProvider : ISecretProvider, IAsyncDisposable
{
    private readonly VaultSession _session;
    private readonly string _mount;
    private readonly VaultLeaseReport _report;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, RoleLeases> _roles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Listening, byte> _listeners = new();

    public DatabaseProvider(VaultSession session, string mount, VaultLeaseReport report, TimeProvider clock)
    {
        _session = session;
        _mount = mount;
        _report = report;
        _clock = clock;
        session.Keeper.OnLost(Tell);
    }

    /// <summary>How many leases live, as far as is known here.</summary>
    public int Live => _roles.Values.Sum(static role => role.Live);

    public async ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Name.Contains('/', StringComparison.Ordinal))
        {
            return SecretResult.Refused("The name of a role has no path.");
        }

        return request.Version is null
            ? await RoleOf(request.Name).GetAsync(request, cancellationToken).ConfigureAwait(false)
            : SecretResult.Missing("Credentials are made anew each time; there are no versions of them.");
    }

    /// <summary>Tells when a token is over before its time: the credentials that were made with it are too.</summary>
    public IDisposable? OnChange(string name, Action changed)
    {
        var listening = new Listening(this, name, changed);
        _listeners.TryAdd(listening, 0);
        return listening;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var role in _roles.Values)
        {
            await role.RevokeRestAsync().ConfigureAwait(false);
            role.Dispose();
        }
    }

    private RoleLeases RoleOf(string name) => _roles.GetOrAdd(name, static (role, provider) => new(provider._session, provider._mount, role, provider._report, provider._clock), this);

    private void Tell(VaultToken token)
    {
        foreach (var (listening, _) in _listeners)
        {
            if (_roles.TryGetValue(listening.Name, out var role) && role.IsOf(token))
            {
                listening.Changed();
            }
        }
    }

    private sealed class Listening(DatabaseProvider provider, string name, Action changed) : IDisposable
    {
        public string Name => name;

        public Action Changed => changed;

        public void Dispose() => provider._listeners.TryRemove(this, out _);
    }
}
