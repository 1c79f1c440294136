using BenchmarkDotNet.Attributes;

namespace ZeroTrust.Security.Benchmarks.Secrets;

/// <summary>The secret in force: a volatile read of a field, and a handle.</summary>
[MemoryDiagnoser]
public class SecretBenchmarks : IDisposable
{
    private readonly SecretSubject _subject = new();

    [Benchmark(Baseline = true)]
    public object? Field() => _subject.ReadField();

    [Benchmark]
    public object? Handle() => _subject.ReadHandle();

    [GlobalCleanup]
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _subject.Dispose();
}
