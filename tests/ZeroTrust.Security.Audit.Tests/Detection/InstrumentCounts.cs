using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ZeroTrust.Security.Audit.Detection;

namespace ZeroTrust.Security.Audit.Tests.Detection;

/// <summary>Adds up what detection counts.</summary>
internal sealed class InstrumentCounts
{
    private readonly ConcurrentDictionary<string, long> _sums = new(StringComparer.Ordinal);

    public InstrumentCounts(DetectionMetrics metrics)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (metrics.Owns(instrument.Meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();
    }

    public long this[string instrument] => _sums.GetValueOrDefault($"zerotrust.detection.{instrument}");
}
