using BenchmarkDotNet.Attributes;

namespace ZeroTrust.Security.Benchmarks.Permissions;

/// <summary>May this caller do that? By the framework's service, by a claim, by ours.</summary>
[MemoryDiagnoser]
public class PermissionBenchmarks
{
    private readonly PermissionSubject _subject = new();

    [Benchmark(Baseline = true)]
    public bool AuthorizationService() => _subject.Authorize();

    [Benchmark]
    public bool HasClaim() => _subject.HasClaim();

    [Benchmark]
    public bool PermissionBits() => _subject.CheckBits();
}
