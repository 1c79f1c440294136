using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Measures the sinks. The names of sinks come from the start, the reasons from a closed set.</summary>
internal sealed class SinkMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _missed;
    private readonly Counter<long> _aside;

    public SinkMetrics(AuditMeter meter)
    {
        _meter = meter.Meter;
        _delivered = _meter.CreateCounter<long>("zerotrust.audit.sink.delivered", "{event}", "Records that a sink stored.");
        _failures = _meter.CreateCounter<long>("zerotrust.audit.sink.failures", "{failure}", "Deliveries that did not happen, by reason.");
        _missed = _meter.CreateCounter<long>("zerotrust.audit.sink.missed", "{event}", "Records that were deleted before a sink stored them.");
        _aside = _meter.CreateCounter<long>("zerotrust.audit.sink.aside", "{event}", "Records that a sink put aside, since its target can never store them.");
    }

    /// <summary>Whether an instrument is of this one, for tests that listen.</summary>
    public bool Owns(Meter meter) => ReferenceEquals(meter, _meter);

    public void Delivered(string sink, int records) => _delivered.Add(records, new KeyValuePair<string, object?>("sink", sink));

    public void Failed(string sink, SinkFailure failure) =>
        _failures.Add(1, new KeyValuePair<string, object?>("sink", sink), new KeyValuePair<string, object?>("reason", Word(failure)));

    public void Missed(string sink, long records) => _missed.Add(records, new KeyValuePair<string, object?>("sink", sink));

    public void PutAside(string sink) => _aside.Add(1, new KeyValuePair<string, object?>("sink", sink));

    /// <summary>Makes the instruments that are asked, once.</summary>
    public void Begin(IReadOnlyList<SinkFollower> followers)
    {
        _meter.CreateObservableGauge("zerotrust.audit.sink.lag", () => Each(followers, static follower => follower.Lag), "{event}", "Records on disk that a sink did not store yet.");
        _meter.CreateObservableGauge("zerotrust.audit.sink.last_success.age", () => Each(followers, static follower => follower.SinceSuccess.TotalSeconds), "s", "How long ago a sink last stored, or had nothing to store.");
    }

    private static IEnumerable<Measurement<T>> Each<T>(IReadOnlyList<SinkFollower> followers, Func<SinkFollower, T> value)
        where T : struct =>
        followers.Select(follower => new Measurement<T>(value(follower), new KeyValuePair<string, object?>("sink", follower.Name)));

    private static string Word(SinkFailure failure) => failure switch
    {
        SinkFailure.Refused => "refused",
        SinkFailure.Threw => "threw",
        SinkFailure.TimedOut => "timed_out",
        SinkFailure.WrongAnswer => "wrong_answer",
        SinkFailure.Journal => "journal",
        SinkFailure.Cursor => "cursor",
        _ => "none",
    };
}
