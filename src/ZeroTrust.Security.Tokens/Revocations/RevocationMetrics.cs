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

    public RevocationMetrics(IMeterFactory? meters, RevocationList list)
    {
        _meter = meters?.Create(TokenMetrics.MeterName) ?? new Meter(TokenMetrics.MeterName);
        _meter.CreateObservableGauge(
            "zerotrust.revocations.held",
            () => Kinds.Select(kind => new Measurement<int>(list.CountOf(kind.Kind), new KeyValuePair<string, object?>("kind", kind.Name))),
            "{revocation}",
            "Revocations in force in this process, by kind.");
    }

    public void Dispose() => _meter.Dispose();
}
