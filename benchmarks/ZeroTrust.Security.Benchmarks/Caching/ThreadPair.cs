namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>The calling thread and one beside it, which waits spinning so that starting it takes no time.</summary>
internal sealed class ThreadPair : IDisposable
{
    private readonly Thread _second;
    private volatile Work? _work;
    private volatile bool _ended;

    public ThreadPair()
    {
        _second = new Thread(Serve) { IsBackground = true };
        _second.Start();
    }

    /// <summary>Does the work on both threads at once and returns when both are done.</summary>
    public void Run(Action<int> action, int count)
    {
        var work = new Work(action, count);
        _work = work;
        action(count);
        var spin = default(SpinWait);
        while (ReferenceEquals(_work, work))
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    public void Dispose()
    {
        _ended = true;
        _second.Join();
    }

    private void Serve()
    {
        var idle = default(SpinWait);
        while (!_ended)
        {
            if (_work is { } work)
            {
                work.Action(work.Count);
                _work = null;
                idle.Reset();
            }
            else
            {
                // Yields between spins: while one thread alone is measured this one must not take its core for long.
                idle.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    private sealed record Work(Action<int> Action, int Count);
}
