using System.Diagnostics.Metrics;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Measures API keys. The one tag is from a closed set.</summary>
internal sealed class ApiKeyMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _verifications;
    private readonly Counter<long> _previous;

    public ApiKeyMetrics(IMeterFactory? meters)
    {
        _meter = meters?.Create(TokenMetrics.MeterName) ?? new Meter(TokenMetrics.MeterName);
        _verifications = _meter.CreateCounter<long>("zerotrust.apikeys.verifications", "{key}", "API keys judged, by outcome.");
        _previous = _meter.CreateCounter<long>("zerotrust.apikeys.previous_pepper_uses", "{key}", "API keys taken that are hashed under the pepper before: at 0 for as long as keys are idle, it can be retired.");
    }

    public void UsedPreviousPepper() => _previous.Add(1);

    public void Verified(ApiKeyFailure failure)
    {
        if (_verifications.Enabled)
        {
            _verifications.Add(1, new KeyValuePair<string, object?>("outcome", failure == ApiKeyFailure.None ? "accepted" : failure.ToString()));
        }
    }

    /// <summary>Makes the instruments that are asked, once.</summary>
    public void Begin(ApiKeyTable table, ApiKeyFreshness freshness, ApiKeyFollower follower)
    {
        _meter.CreateObservableGauge("zerotrust.apikeys.held", () => table.Count, "{key}", "Versions of API keys in this process.");
        _meter.CreateObservableGauge("zerotrust.apikeys.read_failures", () => follower.Failures, "{failure}", "Readings of the store of API keys that failed in a row.");
        _meter.CreateObservableGauge("zerotrust.apikeys.stale", () => freshness.IsCurrent ? 0 : 1, null, "1 while the store of API keys was not read within its bound.");
    }

    public void Dispose() => _meter.Dispose();
}
