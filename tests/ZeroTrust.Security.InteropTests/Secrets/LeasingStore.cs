using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace ZeroTrust.Security.InteropTests.Secrets;

/// <summary>A store that makes a role of the database for each lease, as the database engine of Vault does.</summary>
internal sealed class LeasingStore(NpgsqlDataSource admin, TimeProvider clock, TimeSpan lease) : ISecretProvider
{
    private readonly Lock _gate = new();
    private Action? _changed;
    private Login? _current;
    private int _count;

    /// <summary>The credentials that it answers with.</summary>
    public Login Current => Volatile.Read(ref _current)!;

    /// <summary>Makes others. Whoever has the ones before keeps them until they are dropped.</summary>
    /// <param name="tell">Whether to say so.</param>
    public async Task<Login> IssueAsync(bool tell = true)
    {
        var number = (++_count).ToString(CultureInfo.InvariantCulture);
        var login = new Login($"user_{number}", $"canary-{Convert.ToHexString(RandomNumberGenerator.GetBytes(12))}", number, clock.GetUtcNow() + lease);
        await RunAsync($"create role {login.UserName} login password '{login.Password}' in role app");
        lock (_gate)
        {
            _current = login;
        }

        if (tell)
        {
            _changed?.Invoke();
        }

        return login;
    }

    public async Task RunAsync(string statement)
    {
        await using var command = admin.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> SessionsOfAsync(string userName)
    {
        await using var command = admin.CreateCommand("select count(*) from pg_stat_activity where usename = $1");
        command.Parameters.Add(new() { Value = userName });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (request.KnownVersion == _current!.Version)
            {
                _current = _current with { ExpiresAt = clock.GetUtcNow() + lease };
                return new(SecretResult.Unchanged(_current.ExpiresAt));
            }

            var fields = new Dictionary<string, Secret>(StringComparer.Ordinal) { ["username"] = Secret.FromText(_current.UserName), ["password"] = Secret.FromText(_current.Password) };
            return new(SecretResult.Found(new(fields) { Version = _current.Version, ExpiresAt = _current.ExpiresAt, IsLeased = true }));
        }
    }

    public IDisposable? OnChange(string name, Action changed)
    {
        _changed = changed;
        return null;
    }

    internal sealed record Login(string UserName, string Password, string Version, DateTimeOffset ExpiresAt);
}
