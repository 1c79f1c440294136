using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>Meters of one run alone, and the sums of what the cache counted.</summary>
internal sealed class CountingMeters : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly List<Meter> _meters = [];
    private readonly ConcurrentDictionary<string, long> _removals = new();
    private long _hits;
    private long _misses;

    public CountingMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this && instrument is Counter<long> && instrument.Name.StartsWith("zerotrust.token.cache.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Count((string)tags[0].Value!));
        _listener.Start();
    }

    public long Hits => Interlocked.Read(ref _hits);

    public long Misses => Interlocked.Read(ref _misses);

    public long Removed(string reason) => _removals.GetValueOrDefault(reason);

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(static meter => meter.Dispose());
    }

    private void Count(string what)
    {
        switch (what)
        {
            case "hit":
                Interlocked.Increment(ref _hits);
                break;
            case "miss":
                Interlocked.Increment(ref _misses);
                break;
            default:
                _removals.AddOrUpdate(what, 1, static (_, count) => count + 1);
                break;
        }
    }
}
