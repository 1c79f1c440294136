using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

/// <summary>Meters of one test alone.</summary>
internal sealed class TestMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    /// <summary>The value of each measurement taken of an instrument, with its tags as <c>name=value</c> joined by blanks.</summary>
    public MeterListener Listen(string instrument, Action<string, double> take)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (found, listening) =>
            {
                if (found.Meter.Scope == this && found.Name == instrument)
                {
                    listening.EnableMeasurementEvents(found);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => take(Describe(tags), value));
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => take(Describe(tags), value));
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => take(Describe(tags), value));
        listener.Start();
        return listener;
    }

    public void Dispose() => _meters.ForEach(meter => meter.Dispose());

    private static string Describe(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
