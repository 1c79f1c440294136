using BenchmarkDotNet.Attributes;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>Finding one of many tokens that were proven before: ours with all its checks, and a bare dictionary with its default hash.</summary>
[MemoryDiagnoser]
public class LookUpBenchmarks
{
    private LookUpSubject _subject = null!;

    [Params(1, 10_000, 1_000_000)]
    public int Tokens { get; set; }

    [GlobalSetup]
    public void SetUp() => _subject = LookUpSubject.Create(Tokens);

    [IterationSetup]
    public void Shuffle() => _subject.Shuffle();

    [Benchmark(Baseline = true, OperationsPerInvoke = Presented.Batch)]
    public void DictionaryDefaultHash() => _subject.FindInDictionary(Presented.Batch);

    [Benchmark(OperationsPerInvoke = Presented.Batch)]
    public void Warm() => _subject.FindInOurs(Presented.Batch);
}
