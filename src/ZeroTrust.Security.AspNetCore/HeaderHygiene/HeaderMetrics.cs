using System.Diagnostics.Metrics;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.AspNetCore.HeaderHygiene;

/// <summary>Counts requests with headers of identity in them.</summary>
internal sealed class HeaderMetrics
{
    private readonly Counter<long> _removed;

    public HeaderMetrics(IMeterFactory meters) => _removed = meters.Create(AccessMetrics.MeterName)
        .CreateCounter<long>("zerotrust.identity_headers.removed", "{request}", "Requests from which headers of identity were removed that a client had sent.");

    public void Removed() => _removed.Add(1);
}
