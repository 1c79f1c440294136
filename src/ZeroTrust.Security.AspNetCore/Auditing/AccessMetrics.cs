using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>Counts decisions. Tags come from closed sets: outcome, and the code of the answer.</summary>
internal sealed class AccessMetrics
{
    public const string MeterName = "ZeroTrust.Security.AspNetCore";

    private readonly Counter<long> _decisions;
    private readonly Counter<long> _leftOut;

    public AccessMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _decisions = meter.CreateCounter<long>("zerotrust.request.decisions", "{request}", "Decisions about requests.");
        _leftOut = meter.CreateCounter<long>("zerotrust.audit.left_out", "{event}", "Allowed decisions that a sample left out of the record.");
    }

    public void Count(AuditOutcome outcome, string? code)
    {
        if (_decisions.Enabled)
        {
            _decisions.Add(1, new TagList { { "outcome", Word(outcome) }, { "code", code ?? "none" } });
        }
    }

    public void LeaveOut() => _leftOut.Add(1);

    public static string Word(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Allowed => "allowed",
        AuditOutcome.Failed => "failed",
        _ => "denied",
    };
}
