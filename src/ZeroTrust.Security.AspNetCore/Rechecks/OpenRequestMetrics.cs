using System.Diagnostics.Metrics;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.AspNetCore.Rechecks;

/// <summary>Counts the requests that stay open and those that were cut. The tag comes from a closed set: the code of the answer.</summary>
internal sealed class OpenRequestMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _ended;

    public OpenRequestMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(AccessMetrics.MeterName);
        _ended = _meter.CreateCounter<long>("zerotrust.request.open.ended", "{request}", "Open requests cut because they would be refused now.");
    }

    public void Show(OpenRequests open) =>
        _meter.CreateObservableUpDownCounter("zerotrust.request.open", () => open.Count, "{request}", "Requests that may be long ones and are open.");

    public void Ended(string? code) => _ended.Add(1, new KeyValuePair<string, object?>("code", code ?? "none"));
}
