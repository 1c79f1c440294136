using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.Secrets;

/// <summary>Counts what was masked: each is a place in the code that logs what it should not.</summary>
internal sealed class RedactionMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _masked;

    public RedactionMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(SecretMetrics.MeterName) ?? new Meter(SecretMetrics.MeterName);
        _masked = _meter.CreateCounter<long>("zerotrust.redaction.masked", "{entry}", "Entries of the log, and exceptions in them, in which a secret was masked.");
    }

    public void Masked(string what) => _masked.Add(1, new KeyValuePair<string, object?>("what", what));

    public void Dispose() => _meter.Dispose();
}
