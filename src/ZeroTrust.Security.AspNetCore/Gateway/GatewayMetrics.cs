using System.Diagnostics.Metrics;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>Counts what the gateway hands on. Tags come from a closed set.</summary>
internal sealed class GatewayMetrics
{
    private readonly Counter<long> _requests;

    public GatewayMetrics(IMeterFactory meters) => _requests = meters.Create(AccessMetrics.MeterName)
        .CreateCounter<long>("zerotrust.gateway.requests", "{request}", "Requests through the gateway, by what was put into Authorization.");

    /// <summary>With a token: one that was kept, or one minted for it.</summary>
    public void HandedOn(bool anew) => Count(anew ? "minted" : "kept");

    /// <summary>Without one: nobody is proven, or no service is set for the path.</summary>
    public void Bare() => Count("none");

    /// <summary>Not handed on.</summary>
    public void Refused() => Count("refused");

    private void Count(string outcome)
    {
        if (_requests.Enabled)
        {
            _requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
