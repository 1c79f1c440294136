using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Measures how issuers' keys are kept fresh. Tags are the configured issuer names and closed sets.</summary>
internal sealed class IssuerMetrics
{
    private readonly ConcurrentDictionary<IssuerKeys, byte> _live = new();
    private readonly Counter<long> _fetches;
    private readonly Counter<long> _waits;

    public IssuerMetrics(IMeterFactory? meters)
    {
        var meter = meters?.Create(TokenMetrics.MeterName) ?? new Meter(TokenMetrics.MeterName);
        _fetches = meter.CreateCounter<long>("zerotrust.issuer.key.fetches", "{fetch}", "Attempts to get an issuer's keys.");
        _waits = meter.CreateCounter<long>("zerotrust.issuer.key.waits", "{request}", "Requests whose token named a key not at hand.");
        meter.CreateObservableGauge("zerotrust.issuer.key.age", ObserveAges, "s", "Time since an issuer's keys were last had; since the start if never.");
        meter.CreateObservableGauge("zerotrust.issuer.key.usable", ObserveUsable, "{issuer}", "1 when an issuer's tokens can be verified, else 0.");
    }

    public void Add(IssuerKeys keys) => _live.TryAdd(keys, 0);

    public void Remove(IssuerKeys keys) => _live.TryRemove(keys, out _);

    public void CountFetch(string issuer, KeyLoad load) => _fetches.Add(
        1,
        new("issuer", issuer),
        new("outcome", load.Succeeded ? "success" : load.Alarming ? "refused" : "failure"));

    public void CountWait(string issuer, KeyFetch outcome)
    {
        if (_waits.Enabled)
        {
            _waits.Add(1, new("issuer", issuer), new("outcome", Name(outcome)));
        }
    }

    private static string Name(KeyFetch outcome) => outcome switch
    {
        KeyFetch.Fetched => "fetched",
        KeyFetch.NotAllowed => "not_allowed",
        _ => "unavailable",
    };

    private IEnumerable<Measurement<double>> ObserveAges() =>
        _live.Keys.Select(static keys => new Measurement<double>(keys.Age.TotalSeconds, new KeyValuePair<string, object?>("issuer", keys.Settings.IssuerName)));

    private IEnumerable<Measurement<int>> ObserveUsable() =>
        _live.Keys.Select(static keys => new Measurement<int>(keys.Current is null ? 0 : 1, new KeyValuePair<string, object?>("issuer", keys.Settings.IssuerName)));
}
