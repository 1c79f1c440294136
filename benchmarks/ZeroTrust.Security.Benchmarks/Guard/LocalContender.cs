using System.Diagnostics;
using System.Runtime;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>A variant that runs here, on the calling thread.</summary>
internal sealed class LocalContender(Variant variant) : IContender
{
    private int _count = variant.BatchSize ?? 1;
    private int _repeats = 1;

    public string Name => variant.Name;

    public long CompiledMethods => JitInfo.GetCompiledMethodCount();

    public void WarmUp(TimeSpan span)
    {
        var until = Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency);
        do
        {
            variant.Prepare?.Invoke();
            variant.Run(variant.BatchSize ?? 64);
        }
        while (Stopwatch.GetTimestamp() < until);
    }

    public void SetTurn(TimeSpan atLeast)
    {
        while (TakeTurn() * _count * _repeats < atLeast.TotalNanoseconds)
        {
            _ = variant.BatchSize is null ? _count *= 2 : _repeats *= 2;
        }
    }

    public double TakeTurn()
    {
        long ticks = 0;
        for (var i = 0; i < _repeats; i++)
        {
            variant.Prepare?.Invoke();
            var started = Stopwatch.GetTimestamp();
            variant.Run(_count);
            ticks += Stopwatch.GetTimestamp() - started;
        }

        return ticks * 1e9 / Stopwatch.Frequency / ((double)_count * _repeats);
    }

    /// <summary>
    /// What half a batch more allocates: what a batch needs once, such as its delegate, falls out. Exact, unlike time; the least of a
    /// few, since what happens once a second may fall into one.
    /// </summary>
    public double CountBytes()
    {
        var half = Math.Max(1, (variant.BatchSize ?? 512) / 2);
        return Enumerable.Range(0, 5).Min(_ => (CountBytes(half * 2) - CountBytes(half)) / (double)half);
    }

    private long CountBytes(int count)
    {
        variant.Prepare?.Invoke();
        var before = GC.GetAllocatedBytesForCurrentThread();
        variant.Run(count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
