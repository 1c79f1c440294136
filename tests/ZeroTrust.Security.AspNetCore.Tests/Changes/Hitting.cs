using System.Collections.Concurrent;
using System.Diagnostics;

namespace ZeroTrust.Security.AspNetCore.Tests.Changes;

/// <summary>Threads that send requests while one change after another is made. Each knows which changes had returned before it asks.</summary>
internal sealed class Hitting(int rounds)
{
    public const int Threads = 64;

    private const int AsksARound = 2 * Threads;

    // A thread that ended by an exception is not waited for without end.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _asked;
    private int _begun = -1;
    private int _over = -1;

    /// <summary>The last change that has begun.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Makes each change as soon as the threads have asked often since the one before.</summary>
    /// <param name="change">The change of a round.</param>
    /// <param name="findFault">Asks, given a thread's number and the last round that was over before, -1 when none was; null when all is right.</param>
    public async Task RunAsync(Func<int, Task> change, Func<int, int, Task<string?>> findFault)
    {
        var threads = Enumerable.Range(0, Threads)
            .Select(number => Task.Factory.StartNew(() => Hit(number, findFault), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var before = Volatile.Read(ref _asked); Volatile.Read(ref _asked) - before < AsksARound;)
            {
                ThrowIfTooLate();
                await Task.Yield();
            }

            Volatile.Write(ref _begun, round);
            await change(round);
            Volatile.Write(ref _over, round);
        }

        await Task.WhenAll(threads);
        Assert.True(_faults.IsEmpty, $"{_faults.Count} requests: {_faults.FirstOrDefault()}");
    }

    private void Hit(int number, Func<int, int, Task<string?>> findFault)
    {
        for (var seen = -1; seen < rounds - 1;)
        {
            ThrowIfTooLate();
            seen = Volatile.Read(ref _over);
            if (findFault(number, seen).GetAwaiter().GetResult() is { } fault)
            {
                _faults.Enqueue($"{fault}, round {seen} was over");
            }

            Interlocked.Increment(ref _asked);
        }
    }

    private void ThrowIfTooLate() => Assert.True(Stopwatch.GetElapsedTime(_started) < Patience, "The threads or the changes stand still.");
}
