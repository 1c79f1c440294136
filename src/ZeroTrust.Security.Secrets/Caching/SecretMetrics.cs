using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.Secrets;

/// <summary>Measures secrets. The names of stores and secrets come from settings and code, the outcomes from a closed set.</summary>
internal sealed class SecretMetrics : IDisposable
{
    public const string MeterName = "ZeroTrust.Security.Secrets";

    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _rotations;
    private readonly Counter<long> _previousUses;

    public SecretMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _calls = _meter.CreateCounter<long>("zerotrust.secrets.calls", "{call}", "Calls of a store, by outcome.");
        _rotations = _meter.CreateCounter<long>("zerotrust.secrets.rotations", "{rotation}", "Values that were replaced while the service ran.");
        _previousUses = _meter.CreateCounter<long>("zerotrust.secrets.previous_uses", "{use}", "What was verified with the value before: at 0 for as long as things live, it can be retired.");
    }

    /// <summary>Whether an instrument is of this one, for tests that listen.</summary>
    public bool Owns(Meter meter) => ReferenceEquals(meter, _meter);

    public void Called(string store, SecretOutcome outcome) =>
        _calls.Add(1, new KeyValuePair<string, object?>("store", store), new KeyValuePair<string, object?>("outcome", Word(outcome)));

    public void Rotated(SecretRef secret) => _rotations.Add(1, Tags(secret));

    public void UsedPrevious(SecretRef secret) => _previousUses.Add(1, Tags(secret));

    /// <summary>Makes the instruments that are asked, once.</summary>
    public void Begin(Func<IEnumerable<SecretEntry>> entries)
    {
        _meter.CreateObservableGauge("zerotrust.secrets.last_success.age", () => Each(entries(), static state => state.SinceSuccess.TotalSeconds), "s", "How long ago the store last confirmed a secret.");
        _meter.CreateObservableGauge("zerotrust.secrets.available", () => Each(entries(), static state => state.IsThere ? 1 : 0), "{secret}", "1 while there is a value of a secret.");
    }

    public void Dispose() => _meter.Dispose();

    public static string Word(SecretOutcome outcome) => outcome switch
    {
        SecretOutcome.Found or SecretOutcome.Unchanged => "found",
        SecretOutcome.Missing => "missing",
        SecretOutcome.Refused => "refused",
        SecretOutcome.Malformed => "malformed",
        _ => "unavailable",
    };

    private static IEnumerable<Measurement<T>> Each<T>(IEnumerable<SecretEntry> entries, Func<SecretState, T> value)
        where T : struct =>
        entries.Select(entry => new Measurement<T>(value(entry.State), Tags(entry.Secret)));

    private static KeyValuePair<string, object?>[] Tags(SecretRef secret) => [new("store", secret.Store), new("secret", secret.Name)];
}
