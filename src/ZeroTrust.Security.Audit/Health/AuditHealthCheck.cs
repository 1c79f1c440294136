using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security.Audit.Health;

/// <summary>
/// Unhealthy while the journal cannot be written. Degraded while its disk is running full, for some minutes after events were lost, and while a sink or
/// the work beside the journal has not succeeded for some minutes.
/// </summary>
internal sealed class AuditHealthCheck(AuditLoop loop, AuditLosses losses, AuditSinks sinks, AuditChores chores) : IHealthCheck
{
    /// <summary>How long the writer may take over one turn.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(30);

    /// <summary>How long the others may go without a success, and how long a loss is worth a word.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = Data();
        var result = WhatStops() is { } broken
            ? HealthCheckResult.Unhealthy(broken, data: data)
            : WhatIsLate() is { } late ? HealthCheckResult.Degraded(late, data: data) : HealthCheckResult.Healthy(data: data);
        return Task.FromResult(result);
    }

    private string? WhatStops() => loop switch
    {
        { IsRunning: false } => "The audit journal is not open.",
        { IsAvailable: false } => "The audit journal cannot be written: what is required is refused.",
        _ when loop.SinceSuccess > LongestTurn => "The disk of the audit journal does not answer.",
        _ => null,
    };

    private string? WhatIsLate()
    {
        if (loop.Space != JournalSpace.Ample)
        {
            return loop.Space == JournalSpace.Low ? "The disk of the audit journal is running full." : "The disk of the audit journal is full but for what is required.";
        }

        if (losses.SinceLast < Patience)
        {
            return "Audit events were lost.";
        }

        if (sinks.Followers.FirstOrDefault(static sink => sink.SinceSuccess > Patience) is { } sink)
        {
            return $"The audit sink '{sink.Name}' has stored nothing for {sink.SinceSuccess:hh\\:mm\\:ss}.";
        }

        return chores.All.FirstOrDefault(static chore => chore.SinceSuccess > Patience) is { } chore ? $"The audit's {chore.Name} has not succeeded for {chore.SinceSuccess:hh\\:mm\\:ss}." : null;
    }

    private Dictionary<string, object> Data()
    {
        var lost = losses.All;
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["journal.last_success_seconds"] = loop.SinceSuccess.TotalSeconds,
            ["journal.space"] = AuditMetrics.Word(loop.Space),
            ["lost.buffered"] = lost.Buffered,
            ["lost.best_effort"] = lost.BestEffort,
        };
        foreach (var sink in sinks.Followers)
        {
            data[$"sink.{sink.Name}.lag"] = sink.Lag;
            data[$"sink.{sink.Name}.failures"] = sink.Failures;
            data[$"sink.{sink.Name}.last_success_seconds"] = sink.SinceSuccess.TotalSeconds;
        }

        foreach (var chore in chores.All)
        {
            data[$"{chore.Name}.failures"] = chore.Failures;
            data[$"{chore.Name}.last_success_seconds"] = chore.SinceSuccess.TotalSeconds;
        }

        return data;
    }
}
