using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace ZeroTrust.Security.ConformanceTests.Vectors;

/// <summary>Runs one vector and says which bound it broke: memory, time, or an exception thrown on the way.</summary>
internal static class CaseBounds
{
    private const long MaxAllocation = 1024 * 1024;

    // A hang guard, not a measurement: 100 times the 50 ms that a parse may take.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    [ThreadStatic]
    private static int thrown;

    static CaseBounds() => AppDomain.CurrentDomain.FirstChanceException += static (_, _) => thrown++;

    /// <summary>Runs a case on this thread.</summary>
    /// <param name="size">The vector's own size in bytes.</param>
    /// <param name="mayThrow">Whether exceptions that are caught inside are allowed: loading keys, never reading a token.</param>
    /// <param name="run">The case.</param>
    /// <param name="fault">The bound it broke; null when it kept all.</param>
    public static Answer Run(int size, bool mayThrow, Func<Answer> run, out string? fault)
    {
        var throwsBefore = thrown;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        Answer answer;
        try
        {
            answer = run();
        }
        catch (Exception exception)
        {
            fault = $"threw {exception}";
            return Answer.Reject("threw");
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        fault = allocated > MaxAllocation + size ? $"allocated {allocated} bytes for {size}"
            : elapsed > MaxTime ? $"took {elapsed}"
            : !mayThrow && thrown != throwsBefore ? $"threw and caught {thrown - throwsBefore} exceptions"
            : null;
        return answer;
    }
}
