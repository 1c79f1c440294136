using BenchmarkDotNet.Attributes;

namespace ZeroTrust.Security.Benchmarks.Outbound;

/// <summary>A token for a call to another service.</summary>
[MemoryDiagnoser]
public class ServiceTokenBenchmarks
{
    private const int Calls = 1024;

    private readonly ServiceTokenSubject _subject = new();

    [Benchmark(Baseline = true)]
    public string CreateToken() => _subject.Create();

    [Benchmark(OperationsPerInvoke = Calls)]
    public void TokenAtHand() => _subject.Get(Calls);
}
