using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Makes an alert of what a rule found: a record of its own that names the events, what the rule does about it, and word to the sinks. For one thread.</summary>
internal sealed class AlertDesk(AuditDetectionOptions options, ResponseDesk responses, AlertSinks sinks, DetectionMetrics metrics, TimeProvider clock, ILogger logger)
{
    private readonly Dictionary<string, AlertLimit> _limits =
        options.Rules.ToDictionary(static rule => rule.Name, _ => new AlertLimit(options.MaxAlertsPerMinute, clock), StringComparer.Ordinal);

    public void Raise(Detected detected, ICollection<AuditEvent> notes)
    {
        var name = detected.Rule.Name;

        // However many there are: a storm of alerts does not hide an attack behind itself.
        var done = responses.Respond(detected);
        var recorded = _limits[name].TryPass();
        metrics.Raised(name, recorded);
        if (!recorded)
        {
            return;
        }

        var alert = AlertEvent.Of(detected, done, clock.GetUtcNow());
        notes.Add(alert);
        sinks.Send(AlertEvent.ToAlert(alert.Id, detected, done, alert.Time));
        DetectionLog.Raised(logger, name, detected.Count, detected.Rule.Window.GetValueOrDefault(), alert.Id);
    }

    /// <summary>Says how many alerts were not recorded, once a minute.</summary>
    public void Tell(ICollection<AuditEvent> notes)
    {
        foreach (var (name, limit) in _limits)
        {
            if (limit.TryTakeOver(out var count))
            {
                notes.Add(AlertEvent.OfStorm(name, count, clock.GetUtcNow()));
                DetectionLog.Storm(logger, name, count);
            }
        }
    }
}
