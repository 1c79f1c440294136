using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.Secrets.Npgsql;

/// <summary>Measures rotating data sources, by the names that code gave them.</summary>
internal sealed class NpgsqlRotationMetrics : IDisposable
{
    private const string MeterName = "ZeroTrust.Security.Secrets.Npgsql";

    private readonly Meter _meter;
    private readonly Counter<long> _rotations;
    private readonly Counter<long> _refusals;

    public NpgsqlRotationMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _rotations = _meter.CreateCounter<long>("zerotrust.secrets.npgsql.rotations", "{rotation}", "Pools that were replaced because their credentials were.");
        _refusals = _meter.CreateCounter<long>("zerotrust.secrets.npgsql.refusals", "{refusal}", "Credentials that the server refused, by whether there were others to try.");
    }

    public void Begin(string name, Func<int> heldOver) => _meter.CreateObservableGauge(
        "zerotrust.secrets.npgsql.connections.held_over",
        () => new Measurement<int>(heldOver(), Tag(name)),
        "{connection}",
        "Connections of replaced credentials that the application has in hand.");

    public void Rotated(string name) => _rotations.Add(1, Tag(name));

    public void Refused(string name, bool isFinal) => _refusals.Add(1, Tag(name), new KeyValuePair<string, object?>("outcome", isFinal ? "final" : "replaced"));

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name) => new("name", name);
}
