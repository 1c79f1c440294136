using BenchmarkDotNet.Attributes;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Tokens;

/// <summary>A token that is wrong in one thing before the signature, by ours and by its peer.</summary>
[MemoryDiagnoser]
public class RefuseTokenBenchmarks
{
    private readonly IdentityModelPeer _peer = new();
    private readonly OurValidator _ours = OurValidator.Start();
    private string _token = null!;

    public static IEnumerable<string> Faults => RejectRows.Faults;

    [ParamsSource(nameof(Faults))]
    public string Fault { get; set; } = null!;

    [GlobalSetup]
    public void SetUp() => _token = ReferenceToken.MintBad("RS256", Fault);

    [Benchmark(Baseline = true)]
    public bool JsonWebTokenHandler() => _peer.Validate(_token).IsValid;

    [Benchmark]
    public TokenFailure EarlyReject() => _ours.Validate(_token.AsMemory()).Failure;
}
