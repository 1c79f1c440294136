using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Counts what detection does. The names of rules come from the start, the outcomes from closed sets.</summary>
internal sealed class DetectionMetrics
{
    private const string RuleTag = "rule";

    private readonly Meter _meter;
    private readonly Counter<long> _alerts;
    private readonly Counter<long> _late;
    private readonly Counter<long> _evictions;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _unseen;
    private readonly Counter<long> _responses;
    private readonly Counter<long> _sent;

    public DetectionMetrics(AuditMeter owner)
    {
        _meter = owner.Meter;
        _alerts = _meter.CreateCounter<long>("zerotrust.detection.alerts", "{alert}", "Alerts, by rule and whether they were recorded or only counted.");
        _late = _meter.CreateCounter<long>("zerotrust.detection.late", "{event}", "Events that came too late to count, by rule.");
        _evictions = _meter.CreateCounter<long>("zerotrust.detection.evictions", "{key}", "Keys that were given up for want of room, by rule.");
        _faults = _meter.CreateCounter<long>("zerotrust.detection.faults", "{fault}", "Exceptions of rules.");
        _unseen = _meter.CreateCounter<long>("zerotrust.detection.unseen", "{event}", "Events no rule was asked about, since too many waited for the disk.");
        _responses = _meter.CreateCounter<long>("zerotrust.detection.responses", "{response}", "Responses, by kind and whether they were carried out.");
        _sent = _meter.CreateCounter<long>("zerotrust.detection.sent", "{alert}", "Alerts handed to sinks, by outcome.");
    }

    /// <summary>Whether an instrument is of this one, for tests that listen.</summary>
    public bool Owns(Meter meter) => ReferenceEquals(meter, _meter);

    public void Raised(string rule, bool recorded) =>
        _alerts.Add(1, new KeyValuePair<string, object?>(RuleTag, rule), new KeyValuePair<string, object?>("outcome", recorded ? "recorded" : "counted"));

    public void Late(string rule) => _late.Add(1, new KeyValuePair<string, object?>(RuleTag, rule));

    public void Evicted(string rule) => _evictions.Add(1, new KeyValuePair<string, object?>(RuleTag, rule));

    public void Faulted(string rule) => _faults.Add(1, new KeyValuePair<string, object?>(RuleTag, rule));

    public void Responded(string response, bool done) =>
        _responses.Add(1, new KeyValuePair<string, object?>("response", response), new KeyValuePair<string, object?>("outcome", done ? "done" : "not_done"));

    public void Sent(string outcome) => _sent.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Unseen() => _unseen.Add(1);

    /// <summary>Makes the gauge, once.</summary>
    public void Begin(IReadOnlyList<DetectionRule> rules) => _meter.CreateObservableGauge(
        "zerotrust.detection.keys",
        () => rules.Select(static rule => new Measurement<int>(rule.Keys, new KeyValuePair<string, object?>(RuleTag, rule.Rule.Name))),
        "{key}",
        "Keys a rule keeps.");
}
