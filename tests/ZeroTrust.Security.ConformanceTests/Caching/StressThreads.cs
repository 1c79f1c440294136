using System.Diagnostics.CodeAnalysis;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>Threads that begin together and whose first exception is the test's.</summary>
internal static class StressThreads
{
    public const int Count = 64;

    [SuppressMessage("Design", "CA1031", Justification = "Whatever ends a thread is handed to the test.")]
    public static async Task RunAsync(Action<int> work, int count = Count)
    {
        using var gate = new Barrier(count);
        var ends = Enumerable.Range(0, count).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        for (var number = 0; number < count; number++)
        {
            var (own, end) = (number, ends[number]);
            new Thread(() =>
            {
                try
                {
                    gate.SignalAndWait();
                    work(own);
                    end.SetResult();
                }
                catch (Exception fault)
                {
                    end.SetException(fault);
                }
            })
            { IsBackground = true }.Start();
        }

        await Task.WhenAll(ends.Select(static end => end.Task));
    }
}
