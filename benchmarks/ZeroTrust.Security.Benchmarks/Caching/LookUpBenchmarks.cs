using BenchmarkDotNet.Attributes;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>Finding one of many tokens that were proven before: ours with all its checks, and a bare dictionary with its default hash.</summary>
[MemoryDiagnoser]
public class LookUpBenchmarks
{
    private ILookUps _lookUps = null!;

    [Params(1, 10_000, 1_000_000)]
    public int Tokens { get; set; }

    [GlobalSetup]
    public void SetUp() => _lookUps = Tokens > 100_000 ? new TableLookUps(Tokens) : new ValidatorLookUps(Tokens);

    [IterationSetup]
    public void Shuffle() => _lookUps.Next();

    [Benchmark(Baseline = true, OperationsPerInvoke = Presented.Batch)]
    public void DictionaryDefaultHash() => _lookUps.FindInDictionary(Presented.Batch);

    [Benchmark(OperationsPerInvoke = Presented.Batch)]
    public void Warm() => _lookUps.FindInOurs(Presented.Batch);
}
