using System.Diagnostics.Metrics;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Counts reloads, and shows whether the last one was refused.</summary>
internal sealed class OptionsMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _reloads;
    private volatile bool _refused;

    public OptionsMetrics(IMeterFactory? meters)
    {
        _meter = meters?.Create(TokenMetrics.MeterName) ?? new Meter(TokenMetrics.MeterName);
        _reloads = _meter.CreateCounter<long>("zerotrust.settings.reloads", "{reload}", "Reloads of the settings, by outcome.");
        _meter.CreateObservableGauge(
            "zerotrust.settings.reload_refused", () => _refused ? 1 : 0, null, "1 while the last reload is refused and older settings are in force.");
    }

    public void Applied()
    {
        _refused = false;
        _reloads.Add(1, new KeyValuePair<string, object?>("outcome", "applied"));
    }

    public void Refused()
    {
        _refused = true;
        _reloads.Add(1, new KeyValuePair<string, object?>("outcome", "refused"));
    }

    public void Dispose() => _meter.Dispose();
}
