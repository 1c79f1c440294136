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

    private readonly string _kind;

    /// <param name="meters">Makes the meter.</param>
    /// <param name="kind">What the instruments and their tag are named after.</param>
    public IssuerMetrics(IMeterFactory? meters, string kind = "issuer")
    {
        _kind = kind;
        var meter = meters?.Create(TokenMetrics.MeterName) ?? new Meter(TokenMetrics.MeterName);
        _fetches = meter.CreateCounter<long>($"zerotrust.{kind}.key.fetches", "{fetch}", $"Attempts to get the keys of each {kind}.");
        _waits = meter.CreateCounter<long>($"zerotrust.{kind}.key.waits", "{request}", "Requests that needed a key not at hand.");
        meter.CreateObservableGauge($"zerotrust.{kind}.key.age", ObserveAges, "s", $"Time since the keys of each {kind} were last had; since the start if never.");
        meter.CreateObservableGauge($"zerotrust.{kind}.key.usable", ObserveUsable, $"{{{kind}}}", $"1 when there are keys of the {kind} to use, else 0.");
    }

    public void Add(IssuerKeys keys) => _live.TryAdd(keys, 0);

    public void Remove(IssuerKeys keys) => _live.TryRemove(keys, out _);

    public void CountFetch(string issuer, KeyLoad load) => _fetches.Add(
        1,
        new(_kind, issuer),
        new("outcome", load.Succeeded ? "success" : load.Alarming ? "refused" : "failure"));

    public void CountWait(string issuer, KeyFetch outcome)
    {
        if (_waits.Enabled)
        {
            _waits.Add(1, new(_kind, issuer), new("outcome", Name(outcome)));
        }
    }

    private static string Name(KeyFetch outcome) => outcome switch
    {
        KeyFetch.Fetched => "fetched",
        KeyFetch.NotAllowed => "not_allowed",
        _ => "unavailable",
    };

    private IEnumerable<Measurement<double>> ObserveAges() =>
        _live.Keys.Select(keys => new Measurement<double>(keys.Age.TotalSeconds, new KeyValuePair<string, object?>(_kind, keys.Settings.IssuerName)));

    private IEnumerable<Measurement<int>> ObserveUsable() =>
        _live.Keys.Select(keys => new Measurement<int>(keys.Current is null ? 0 : 1, new KeyValuePair<string, object?>(_kind, keys.Settings.IssuerName)));
}
