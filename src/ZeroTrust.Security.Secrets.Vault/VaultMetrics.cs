using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Measures what is asked of Vault. The names of Vaults come from code and settings, the rest from closed sets.</summary>
internal sealed class VaultMetrics : IDisposable
{
    public const string MeterName = "ZeroTrust.Security.Secrets.Vault";

    private readonly Meter _meter;
    private readonly Histogram<double> _requests;
    private readonly ConcurrentQueue<(string Vault, TokenKeeper Keeper)> _keepers = new();
    private readonly ConcurrentQueue<(string Store, DatabaseProvider Database)> _databases = new();

    public VaultMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _requests = _meter.CreateHistogram<double>("zerotrust.vault.request.duration", "s", "Requests to Vault, by operation and outcome.");
        _meter.CreateObservableGauge("zerotrust.vault.token.remaining", Remaining, "s", "What the token in use has left.");
        _meter.CreateObservableGauge("zerotrust.vault.leases", Leases, "{lease}", "Credentials that Vault has not taken back.");
    }

    /// <summary>Whether an instrument is of this one, for tests that listen.</summary>
    public bool Owns(Meter meter) => ReferenceEquals(meter, _meter);

    public void Asked(string vault, VaultOperation operation, VaultAnswer answer, TimeSpan took) =>
        _requests.Record(took.TotalSeconds, new("vault", vault), new("operation", Word(operation)), new("outcome", Outcome(answer)));

    /// <summary>Measures a token too.</summary>
    public void Watch(string vault, TokenKeeper keeper) => _keepers.Enqueue((vault, keeper));

    /// <summary>Measures a store of leased credentials too.</summary>
    public void Watch(string store, DatabaseProvider database) => _databases.Enqueue((store, database));

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Remaining() => _keepers
        .Select(static one => (one.Vault, one.Keeper.State.Left))
        .Where(static one => one.Left is not null)
        .Select(static one => new Measurement<double>(one.Left!.Value.TotalSeconds, new KeyValuePair<string, object?>("vault", one.Vault)));

    private IEnumerable<Measurement<int>> Leases() =>
        _databases.Select(static one => new Measurement<int>(one.Database.Live, new KeyValuePair<string, object?>("store", one.Store)));

    private static string Outcome(VaultAnswer answer) => answer switch
    {
        { Problem.Outcome: SecretOutcome.Malformed } => "malformed",
        { Problem: not null } => "unavailable",
        { IsSuccess: true } => "ok",
        { Status: 403 } => "refused",
        { Status: 404 } => "missing",
        { Status: 429 or 412 or 472 or 473 or >= 500 } => "unavailable",
        { Status: <= 399 } => "redirected",
        _ => "invalid",
    };

    private static string Word(VaultOperation operation) => operation switch
    {
        VaultOperation.Login => "login",
        VaultOperation.LookupToken => "lookup_token",
        VaultOperation.RenewToken => "renew_token",
        VaultOperation.RevokeToken => "revoke_token",
        VaultOperation.LookupWrapping => "lookup_wrapping",
        VaultOperation.Unwrap => "unwrap",
        VaultOperation.Read => "read",
        VaultOperation.ListVersions => "list_versions",
        VaultOperation.Credentials => "credentials",
        VaultOperation.RenewLease => "renew_lease",
        VaultOperation.RevokeLease => "revoke_lease",
        VaultOperation.Encrypt => "encrypt",
        VaultOperation.Decrypt => "decrypt",
        VaultOperation.Sign => "sign",
        _ => "verify",
    };
}
