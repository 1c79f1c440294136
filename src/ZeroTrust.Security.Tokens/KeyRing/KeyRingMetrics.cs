using System.Diagnostics.Metrics;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Measures the key ring.</summary>
internal sealed class KeyRingMetrics : IDisposable
{
    private static readonly (RingKeyState State, string Name)[] States =
        [(RingKeyState.Pending, "pending"), (RingKeyState.Active, "active"), (RingKeyState.Retiring, "retiring")];

    private readonly Meter _meter;
    private readonly ServiceKeyRing _ring;
    private readonly KeyRingFollower _follower;

    public KeyRingMetrics(IMeterFactory? meters, ServiceKeyRing ring, KeyRingFollower follower)
    {
        _meter = meters?.Create(TokenMetrics.MeterName) ?? new Meter(TokenMetrics.MeterName);
        (_ring, _follower) = (ring, follower);
    }

    /// <summary>Makes the instruments, once.</summary>
    public void Begin()
    {
        _meter.CreateObservableGauge(
            "zerotrust.keyring.keys",
            () => States.Select(state => new Measurement<int>(_ring.Keys.Count(key => key.State == state.State && !IsForEncryption(key)), new KeyValuePair<string, object?>("state", state.Name))),
            "{key}",
            "Keys of this service's ring that sign, by state.");
        _meter.CreateObservableGauge(
            "zerotrust.keyring.encryption_keys",
            () => States.Select(state => new Measurement<int>(_ring.Keys.Count(key => key.State == state.State && IsForEncryption(key)), new KeyValuePair<string, object?>("state", state.Name))),
            "{key}",
            "Keys of this service's ring that open what others encrypt, by state.");
        _meter.CreateObservableGauge("zerotrust.keyring.version", () => _ring.Version, null, "The version of the ring in use, which grows with every change.");
        _meter.CreateObservableGauge(
            "zerotrust.keyring.read_failures", () => _follower.Failures, "{failure}", "Readings of the ring's store that failed in a row.");
        _meter.CreateObservableGauge(
            "zerotrust.keyring.stale", () => _ring.Current is null ? 1 : 0, null, "1 while the ring was not read within its bound: nothing is signed or published.");
    }

    private static bool IsForEncryption(RingKey key) => RingAlgorithm.Find(key.Algorithm)?.IsForEncryption == true;

    public void Dispose() => _meter.Dispose();
}
