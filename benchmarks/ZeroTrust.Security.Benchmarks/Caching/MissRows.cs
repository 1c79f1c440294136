using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>
/// E12: does the time of a miss tell how much of a remembered token was guessed? The presented text has the tail of one, so that it is
/// compared, and differs in one character at the start, in the middle or just before the tail.
/// </summary>
internal static class MissRows
{
    // A difference within the tail that is hashed would look like another token from the start.
    private const int Tail = 16;

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        var table = new TableLookUps(1_000);
        var places = new[] { ("start", 0), ("middle", table.Length / 2), ("end", table.Length - Tail - 1) };
        var timings = Interleaved.Measure(effort, [.. places.Select(place => Miss(table, place.Item1, place.Item2))]);
        var ratios = new[] { Statistics.PairedRatio(timings[1], timings[0]), Statistics.PairedRatio(timings[2], timings[0]), 1 };
        yield return new("E12", GoalResult.Round(ratios.Max() / ratios.Min()), null, 1.05, Bound.AtMost, ValueKind.Ratio, timings);
    }

    private static Variant Miss(TableLookUps table, string name, int place)
    {
        var text = new char[table.Length];
        table.Write(17, text);
        if (table.Find(text) is null)
        {
            throw new InvalidOperationException("The text without a difference is a miss.");
        }

        text[place] = '~';
        return new("differs at the " + name, count =>
        {
            for (var i = 0; i < count; i++)
            {
                if (table.Find(text) is not null)
                {
                    throw new InvalidOperationException("A text that differs is a hit.");
                }
            }
        });
    }
}
