using System.Diagnostics;
using System.Runtime;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>
/// Times variants in turns: each round runs a batch of every one, in an order that rotates, so that what disturbs the machine disturbs
/// all of them alike.
/// </summary>
internal static class Interleaved
{
    private const int WarmUpPasses = 6;
    private const int MostWarmUpPasses = 30;
    private const int QuietPasses = 3;

    // The runtime compiles anew, in the background, what has been called often once nothing new was called for 100 ms.
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(130);

    public static Timing[] Measure(Effort effort, params Variant[] variants)
    {
        WarmUp(effort, variants);
        var batches = Array.ConvertAll(variants, variant => FindBatch(variant, effort.Batch));
        var times = Array.ConvertAll(variants, _ => new double[effort.Rounds]);
        for (var round = 0; round < effort.Rounds; round++)
        {
            for (var turn = 0; turn < variants.Length; turn++)
            {
                var index = (turn + round) % variants.Length;
                times[index][round] = Time(variants[index], batches[index]);
            }
        }

        return [.. variants.Select((variant, index) => new Timing(variant.Name, times[index], CountBytes(variant)))];
    }

    /// <summary>
    /// Runs all of them, with pauses, until the runtime has compiled them as well as it can: a few passes at least, and on until
    /// several in a row have brought nothing new. On a busy machine its compiler may wait for long.
    /// </summary>
    public static void WarmUp(Effort effort, params Variant[] variants)
    {
        var quiet = 0;
        for (var pass = 0; pass < WarmUpPasses || (quiet < QuietPasses && pass < MostWarmUpPasses); pass++)
        {
            var before = JitInfo.GetCompiledMethodCount();
            foreach (var variant in variants)
            {
                WarmUp(variant, effort.WarmUp / WarmUpPasses);
            }

            Thread.Sleep(CompilerPause);
            quiet = JitInfo.GetCompiledMethodCount() == before ? quiet + 1 : 0;
        }
    }

    private static void WarmUp(Variant variant, TimeSpan span)
    {
        var until = Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency);
        do
        {
            variant.Prepare?.Invoke();
            variant.Run(variant.BatchSize ?? 64);
        }
        while (Stopwatch.GetTimestamp() < until);
    }

    private static Batch FindBatch(Variant variant, TimeSpan atLeast)
    {
        var batch = new Batch(variant.BatchSize ?? 1, 1);
        while (Time(variant, batch) * batch.Count * batch.Repeats < atLeast.TotalNanoseconds)
        {
            batch = variant.BatchSize is null ? batch with { Count = batch.Count * 2 } : batch with { Repeats = batch.Repeats * 2 };
        }

        return batch;
    }

    private static double Time(Variant variant, Batch batch)
    {
        long ticks = 0;
        for (var i = 0; i < batch.Repeats; i++)
        {
            variant.Prepare?.Invoke();
            var started = Stopwatch.GetTimestamp();
            variant.Run(batch.Count);
            ticks += Stopwatch.GetTimestamp() - started;
        }

        return ticks * 1e9 / Stopwatch.Frequency / ((double)batch.Count * batch.Repeats);
    }

    /// <summary>
    /// What half a batch more allocates: what a batch needs once, such as its delegate, falls out. Exact, unlike time; the least of a
    /// few, since what happens once a second may fall into one.
    /// </summary>
    private static double CountBytes(Variant variant)
    {
        var half = Math.Max(1, (variant.BatchSize ?? 512) / 2);
        return Enumerable.Range(0, 5).Min(_ => (CountBytes(variant, half * 2) - CountBytes(variant, half)) / (double)half);
    }

    private static long CountBytes(Variant variant, int count)
    {
        variant.Prepare?.Invoke();
        var before = GC.GetAllocatedBytesForCurrentThread();
        variant.Run(count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed record Batch(int Count, int Repeats);
}
