using System.Diagnostics;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>
/// Times single calls, each after 20 µs of other work that goes through more memory than the first-level cache holds. That is what a
/// request does, and what a hot loop hides. What reading the clock costs is left in.
/// </summary>
internal static class Isolated
{
    private const int WorkBytes = 1 << 20;
    private const int Line = 64;
    private const int CallsPerRound = 50;
    private static readonly long WorkTicks = Stopwatch.Frequency / 50_000;
    private static readonly byte[] Work = new byte[WorkBytes];

    public static Timing[] Measure(Effort effort, params Variant[] variants)
    {
        var times = Array.ConvertAll(variants, _ => new double[effort.Rounds]);
        Interleaved.WarmUp(effort, variants);
        Array.ForEach(variants, static variant => RoundOf(variant));
        for (var round = 0; round < effort.Rounds; round++)
        {
            for (var turn = 0; turn < variants.Length; turn++)
            {
                var index = (turn + round) % variants.Length;
                times[index][round] = RoundOf(variants[index]);
            }
        }

        return [.. variants.Select((variant, index) => new Timing(variant.Name, times[index], null))];
    }

    private static double RoundOf(Variant variant)
    {
        var calls = new double[CallsPerRound];
        for (var i = 0; i < calls.Length; i++)
        {
            DoOtherWork(i);
            var started = Stopwatch.GetTimestamp();
            variant.Run(1);
            calls[i] = (Stopwatch.GetTimestamp() - started) * 1e9 / Stopwatch.Frequency;
        }

        return Statistics.Median(calls);
    }

    private static void DoOtherWork(int seed)
    {
        var until = Stopwatch.GetTimestamp() + WorkTicks;
        var position = (uint)seed;
        do
        {
            for (var i = 0; i < 64; i++)
            {
                position = (position * 1_664_525) + 1_013_904_223;
                Work[(position >> 8) % (WorkBytes / Line) * Line]++;
            }
        }
        while (Stopwatch.GetTimestamp() < until);
    }
}
