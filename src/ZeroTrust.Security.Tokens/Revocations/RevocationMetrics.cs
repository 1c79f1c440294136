using System.Diagnostics.Metrics;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>Measures the list of revocations.</summary>
internal sealed class RevocationMetrics : IDisposable
{
    private static readonly (RevocationKind Kind, string Name)[] Kinds =
    [
        (RevocationKind.TokenId, "token"),
        (RevocationKind.Subject, "subject"),
        (RevocationKind.Session, "session"),
        (RevocationKind.Client, "client"),
        (RevocationKind.Issuer, "issuer"),
    ];

    private readonly Meter _meter;

    private readonly RevocationList _list;
    private readonly RevocationService _service;

    public RevocationMetrics(IMeterFactory? meters, RevocationList list, RevocationService service)
    {
        _meter = meters?.Create(TokenMetrics.MeterName) ?? new Meter(TokenMetrics.MeterName);
        (_list, _service) = (list, service);
    }

    /// <summary>Makes the instruments, once.</summary>
    public void Begin()
    {
        _meter.CreateObservableGauge(
            "zerotrust.revocations.held",
            () => Kinds.Select(kind => new Measurement<int>(_list.CountOf(kind.Kind), new KeyValuePair<string, object?>("kind", kind.Name))),
            "{revocation}",
            "Revocations in force in this process, by kind.");
        _meter.CreateObservableGauge(
            "zerotrust.revocations.read_failures", () => _service.Follower?.Failures ?? 0, "{failure}", "Readings of the store that failed in a row; 0 without a store.");
        _meter.CreateObservableGauge(
            "zerotrust.revocations.stale", () => _service.IsCurrent ? 0 : 1, null, "1 while the store was not read within its bound.");
    }

    public void Dispose() => _meter.Dispose();
}
