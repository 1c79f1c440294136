using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;

namespace ZeroTrust.Security.LeakProbe;

/// <summary>All meters, instruments and tags, as a listener in the process and <c>dotnet-counters</c> outside of it see them.</summary>
internal sealed class Measurements : EventListener
{
    private readonly Outputs _outputs;
    private readonly MeterListener _meters = new();

    public Measurements(Outputs outputs)
    {
        _outputs = outputs;
        _meters.InstrumentPublished = (instrument, self) =>
        {
            outputs.Say("metrics", $"{instrument.Meter.Name} {instrument.Meter.Version} {Tags(instrument.Meter.Tags)} {instrument.Name} {instrument.Unit} {instrument.Description} {Tags(instrument.Tags)}");
            self.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Say(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Say(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Say(instrument, value, tags));
        _meters.Start();
        foreach (var source in EventSource.GetSources())
        {
            Enable(source);
        }
    }

    /// <summary>Reads what is read on demand.</summary>
    public void Collect() => _meters.RecordObservableInstruments();

    public override void Dispose()
    {
        _meters.Dispose();
        base.Dispose();
    }

    // The base calls this before there is anything to say it to.
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (_outputs is not null)
        {
            Enable(eventSource);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
        _outputs.Say("counters", $"{eventData.EventSource.Name} {eventData.EventName} {string.Join(' ', (eventData.Payload ?? new([])).Select(Print))}");

    // What dotnet-counters asks for: the metrics of every meter, and the counters of every source.
    private void Enable(EventSource source)
    {
        _outputs.Say("counters", source.Name);
        if (source.Name == "System.Diagnostics.Metrics")
        {
            EnableEvents(source, EventLevel.Informational, (EventKeywords)3, new Dictionary<string, string?> { ["Metrics"] = "*", ["RefreshInterval"] = "1", ["MaxTimeSeries"] = "10000", ["MaxHistograms"] = "1000" });
        }
        else if (source.Name is "System.Runtime" or "System.Net.Http" or "System.Net.Security" or "Microsoft.AspNetCore.Hosting" or "Microsoft-AspNetCore-Server-Kestrel")
        {
            EnableEvents(source, EventLevel.LogAlways, EventKeywords.All, new Dictionary<string, string?> { ["EventCounterIntervalSec"] = "1" });
        }
    }

    private static string Print(object? value) => value is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(',', pairs) : $"{value}";

    private static string Tags(IEnumerable<KeyValuePair<string, object?>>? tags) => string.Join(',', tags ?? []);

    private void Say<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _outputs.Say("metrics", $"{instrument.Name} {value} {Tags(tags.ToArray())}");
}
