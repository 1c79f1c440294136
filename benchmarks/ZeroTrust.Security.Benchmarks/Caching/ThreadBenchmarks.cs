using BenchmarkDotNet.Attributes;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>Warm validation by one thread and by two at once, and the same for a loop of arithmetic.</summary>
public class ThreadBenchmarks : IDisposable
{
    private const int Count = 10_000;

    private readonly ThreadPair _pair = new();
    private readonly ThreadSubject _subject = new();

    [Params(1, 2)]
    public int Threads { get; set; }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void Arithmetic() => Run(ThreadSubject.Calculate);

    [Benchmark(OperationsPerInvoke = Count)]
    public void Warm() => Run(_subject.LookUp);

    [GlobalCleanup]
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _pair.Dispose();

    private void Run(Action<int> action)
    {
        if (Threads == 1)
        {
            action(Count);
        }
        else
        {
            _pair.Run(action, Count);
        }
    }
}
