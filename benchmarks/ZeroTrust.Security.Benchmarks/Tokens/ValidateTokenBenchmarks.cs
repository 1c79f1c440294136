using BenchmarkDotNet.Attributes;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Tokens;

/// <summary>A good token, by ours and by its peers.</summary>
[MemoryDiagnoser]
public class ValidateTokenBenchmarks
{
    private readonly IdentityModelPeer _peer = new();
    private OurValidator _cached = null!;
    private OurValidator _uncached = null!;
    private string _token = null!;
    private byte[] _input = null!;
    private byte[] _signature = null!;

    [Params("RS256", "ES256")]
    public string Algorithm { get; set; } = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _token = ReferenceToken.Mint(Algorithm);
        (_input, _signature) = (ReferenceToken.SigningInput(_token), ReferenceToken.Signature(_token));
        (_cached, _uncached) = (OurValidator.Start(), OurValidator.Start(cacheEntries: 0));
        _cached.Accept(new string(_token).AsMemory());
    }

    [Benchmark(Baseline = true)]
    public object JsonWebTokenHandler() => _peer.Accept(_token);

    [Benchmark]
    public string JsonWebTokenHandlerAndOneClaim() => _peer.AcceptAndRead(_token);

    [Benchmark]
    public object JwtSecurityTokenHandler() => _peer.AcceptOlder(_token);

    [Benchmark]
    public bool RawVerifyData() => BenchmarkKey.Of(Algorithm).Verify(_input, _signature);

    [Benchmark]
    public VerifiedToken Cold() => _uncached.Accept(_token.AsMemory());

    [Benchmark]
    public VerifiedToken Warm() => _cached.Accept(_token.AsMemory());
}
