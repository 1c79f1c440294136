using System.Globalization;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>The records of detection.</summary>
internal static class AlertEvent
{
    public const string Alert = "detection.alert";
    public const string Storm = "detection.storm";

    public static AuditEvent Of(Detected detected, IReadOnlyList<string> done, DateTimeOffset now)
    {
        var decision = detected.Trigger.Record.Decision;
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Type = Alert,
            Time = now,
            Outcome = AuditOutcome.Allowed,
            Class = AuditClass.Buffered,
            Caller = decision.Caller ?? Caller.Anonymous,
            Resource = decision.Resource,
            Reason = detected.Rule.Name,
            RequestId = decision.RequestId,
            TraceId = decision.TraceId,
            ClientAddress = decision.ClientAddress,
            ForwardedAddress = decision.ForwardedAddress,
            Details =
            [
                new("rule", detected.Rule.Name),
                new("count", detected.Count),
                new("from", new DateTimeOffset(detected.From, TimeSpan.Zero)),
                new("until", new DateTimeOffset(detected.Until, TimeSpan.Zero)),
                new("responses", string.Join("; ", done)),
                new("events", string.Join(' ', detected.Events.Select(static id => id.ToString("D", CultureInfo.InvariantCulture)))),
            ],
        };
    }

    public static DetectionAlert ToAlert(Guid id, Detected detected, IReadOnlyList<string> done, DateTimeOffset now)
    {
        var decision = detected.Trigger.Record.Decision;
        return new()
        {
            Id = id,
            Rule = detected.Rule.Name,
            Time = now,
            Caller = decision.Caller ?? Caller.Anonymous,
            ClientAddress = decision.ForwardedAddress ?? decision.ClientAddress,
            Count = detected.Count,
            From = new(detected.From, TimeSpan.Zero),
            Until = new(detected.Until, TimeSpan.Zero),
            Events = detected.Events,
            Responses = done,
        };
    }

    public static AuditEvent OfStorm(string rule, long count, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Type = Storm,
        Time = now,
        Outcome = AuditOutcome.Allowed,
        Class = AuditClass.Buffered,
        Reason = rule,
        Details = [new("rule", rule), new("count", count)],
    };
}
