using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Caching;

public sealed class WarmValidationTests
{
    private readonly CountingKey _key = new(TestKey.For(SignatureAlgorithm.ES256).Public);
    private readonly TestTrust _trust;

    public WarmValidationTests() => _trust = new(keys: new TestIssuerKeys(_key));

    [Fact]
    public void ValidateAsync_TheSameTokenAgain_IsTheSameVerdictWithoutASignatureCheck()
    {
        var token = new TestToken().ToString();
        var first = _trust.Validate(token);
        var copy = new string(token.AsSpan());

        for (var again = 0; again < 10; again++)
        {
            Assert.Same(first.Token, _trust.Validate(copy).Token);
        }

        Assert.Equal(1, _key.Uses);
        Assert.Equal(1, _trust.Validator.Cache.Count);
    }

    [Fact]
    public void ValidateAsync_TurnedOff_JudgesEachTimeAndSetsNoTimer()
    {
        _trust.Current = TestTrust.SnapshotWith(new CacheLimits(0, 1 << 20, TimeSpan.FromMinutes(5)), [.. _trust.Current.Issuers.Values]);
        var token = new TestToken().ToString();

        Assert.True(_trust.Validate(token).Accepted);
        Assert.True(_trust.Validate(token).Accepted);

        Assert.Equal(2, _key.Uses);
        Assert.Equal(0, _trust.Validator.Cache.Count);
    }
}
