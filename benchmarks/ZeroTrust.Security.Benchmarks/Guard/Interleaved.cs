namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>
/// Times contenders in turns: each round has a turn of every one, in an order that rotates, so that what disturbs the machine disturbs
/// all of them alike.
/// </summary>
internal static class Interleaved
{
    private const int WarmUpPasses = 6;
    private const int MostWarmUpPasses = 30;
    private const int QuietPasses = 3;

    // The runtime compiles anew, in the background, what has been called often once nothing new was called for 100 ms.
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(130);

    public static Timing[] Measure(Effort effort, params Variant[] variants) => TakeTurns(effort, Local(variants));

    public static Timing[] TakeTurns(Effort effort, IReadOnlyList<IContender> contenders)
    {
        Prepare(effort, contenders);
        var times = contenders.Select(_ => new double[effort.Rounds]).ToArray();
        foreach (var contender in contenders)
        {
            contender.SetTurn(effort.Batch);
        }

        for (var round = 0; round < effort.Rounds; round++)
        {
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                var index = (turn + round) % contenders.Count;
                times[index][round] = contenders[index].TakeTurn();
            }
        }

        return [.. contenders.Select((contender, index) => new Timing(contender.Name, times[index], contender.CountBytes()))];
    }

    public static void WarmUp(Effort effort, params Variant[] variants) => Prepare(effort, Local(variants));

    /// <summary>
    /// Runs all of them, with pauses, until the runtime has compiled them as well as it can: a few passes at least, and on until
    /// several in a row have brought nothing new. On a busy machine its compiler may wait for long.
    /// </summary>
    private static void Prepare(Effort effort, IReadOnlyList<IContender> contenders)
    {
        var quiet = 0;
        var compiled = CountCompiled(contenders);
        for (var pass = 0; pass < WarmUpPasses || (quiet < QuietPasses && pass < MostWarmUpPasses); pass++)
        {
            foreach (var contender in contenders)
            {
                contender.WarmUp(effort.WarmUp / WarmUpPasses);
            }

            Thread.Sleep(CompilerPause);
            var now = CountCompiled(contenders);
            quiet = now == compiled ? quiet + 1 : 0;
            compiled = now;
        }
    }

    private static long CountCompiled(IEnumerable<IContender> contenders) => contenders.Sum(static contender => contender.CompiledMethods);

    private static LocalContender[] Local(Variant[] variants) => Array.ConvertAll(variants, static variant => new LocalContender(variant));
}
