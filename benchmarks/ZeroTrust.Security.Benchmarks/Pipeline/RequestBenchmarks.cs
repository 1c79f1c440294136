using BenchmarkDotNet.Attributes;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>A whole request in process: nothing in front of it, <c>AddJwtBearer</c> with a policy, ours; accepted, and without a token.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks
{
    private readonly InProcessServer _open = InProcessServer.Start(Protection.None);
    private readonly InProcessServer _bearer = InProcessServer.Start(Protection.JwtBearer);
    private readonly InProcessServer _bearerPlain = InProcessServer.Start(Protection.JwtBearer, Access.Authorize);
    private readonly InProcessServer _ours = InProcessServer.Start(Protection.ZeroTrust);
    private readonly InProcessServer _oursPlain = InProcessServer.Start(Protection.ZeroTrust, Access.Authorize);
    private string? _header;

    [Params("RS256", "ES256", "none")]
    public string Token { get; set; } = null!;

    [GlobalSetup]
    public void SetUp() => _header = Token == "none" ? null : "Bearer " + ReferenceToken.Mint(Token);

    [Benchmark(Baseline = true)]
    public int NoAuth() => _open.Send(_header);

    [Benchmark]
    public int JwtBearerAndPolicy() => _bearer.Send(_header);

    [Benchmark]
    public int ZeroTrust() => _ours.Send(_header);

    [Benchmark]
    public int JwtBearerAndAuthorize() => _bearerPlain.Send(_header);

    [Benchmark]
    public int ZeroTrustAndAuthorize() => _oursPlain.Send(_header);
}
