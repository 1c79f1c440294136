using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.Audit.Postgres;

/// <summary>Measures what the sink stores beside the ordinary.</summary>
internal sealed class PostgresMetrics : IDisposable
{
    private const string MeterName = "ZeroTrust.Security.Audit.Postgres";

    private readonly Meter _meter;
    private readonly Counter<long> _repeated;

    public PostgresMetrics(IMeterFactory? meters)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _repeated = _meter.CreateCounter<long>("zerotrust.audit.postgres.repeated", "{event}", "Records that were stored already.");
    }

    public void Repeated(int count) => _repeated.Add(count);

    public void Dispose() => _meter.Dispose();
}
