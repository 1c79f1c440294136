using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>Denials that are counted in place of being logged, and the line that says how many there were, a second later at most. Threads may share it.</summary>
internal sealed class CountedDenials : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private readonly DenialSummaries _summaries;
    private readonly ITimer _timer;
    private bool _waits;

    public CountedDenials(ILogger logger, TimeProvider clock)
    {
        (_logger, _summaries) = (logger, new(clock));
        _timer = clock.CreateTimer(static state => ((CountedDenials)state!).Write(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Counts a decision in place of logging it.</summary>
    /// <returns><see langword="false"/> where it is to be logged.</returns>
    public bool Absorbs(AuditEvent auditEvent)
    {
        if (auditEvent.Outcome == AuditOutcome.Allowed || auditEvent.Caller.IsAuthenticated)
        {
            return false;
        }

        var decision = new AuditDecision
        {
            Type = auditEvent.Type,
            Time = auditEvent.Time,
            Outcome = auditEvent.Outcome,
            Code = auditEvent.Code,
            ClientAddress = auditEvent.ClientAddress,
            ForwardedAddress = auditEvent.ForwardedAddress,
        };
        lock (_gate)
        {
            if (!_waits)
            {
                _waits = true;
                _timer.Change(Window, Timeout.InfiniteTimeSpan);
            }

            return _summaries.Absorbs(decision, auditEvent);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Write();
    }

    private void Write()
    {
        IReadOnlyList<DenialSummary> summaries;
        lock (_gate)
        {
            _waits = false;
            summaries = _summaries.Take();
        }

        foreach (var summary in summaries)
        {
            var codes = string.Join(", ", summary.Codes.OrderBy(static code => code.Key, StringComparer.Ordinal).Select(static code => $"{code.Key} {code.Value}"));
            AccessLog.Counted(_logger, summary.Count, summary.Source is { IsNetwork: true } network ? $"{network.Address}/{DenialSource.NetworkBits}" : summary.Source.Address?.ToString() ?? "many sources", codes);
        }
    }
}
