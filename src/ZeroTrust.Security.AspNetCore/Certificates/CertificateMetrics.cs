using System.Diagnostics.Metrics;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Counts what becomes of client certificates. Tags come from closed sets.</summary>
internal sealed class CertificateMetrics
{
    private static readonly string[] Words = [.. Enum.GetNames<CertificateFailure>().Select(ToWord)];

    private readonly Counter<long> _verdicts;
    private readonly Counter<long> _bundles;
    private readonly Counter<long> _cut;
    private readonly Counter<long> _removed;

    public CertificateMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(AccessMetrics.MeterName);
        _verdicts = meter.CreateCounter<long>("zerotrust.certificate.verdicts", "{certificate}", "Client certificates judged, by outcome.");
        _bundles = meter.CreateCounter<long>("zerotrust.certificate.bundle.reloads", "{reload}", "Bundles of authorities that were applied, and readings that were refused.");
        _cut = meter.CreateCounter<long>("zerotrust.certificate.connections_cut", "{connection}", "Connections ended because their certificate was good no longer.");
        _removed = meter.CreateCounter<long>("zerotrust.certificate.headers_removed", "{request}", "Requests from which a forwarded certificate was removed.");
    }

    /// <summary>The word for a failure; <c>accepted</c> for none.</summary>
    public static string Word(CertificateFailure failure) => failure == CertificateFailure.None ? "accepted" : Words[(int)failure];

    public void Judged(CertificateFailure failure, string source) =>
        _verdicts.Add(1, new("outcome", Word(failure)), new KeyValuePair<string, object?>("source", source));

    public void BundleRead(bool applied) => _bundles.Add(1, new KeyValuePair<string, object?>("outcome", applied ? "applied" : "refused"));

    public void Cut() => _cut.Add(1);

    public void HeaderRemoved() => _removed.Add(1);

    // NotYetValid: not_yet_valid.
    private static string ToWord(string name) =>
        string.Concat(name.Select(static (c, at) => char.IsUpper(c) && at > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
