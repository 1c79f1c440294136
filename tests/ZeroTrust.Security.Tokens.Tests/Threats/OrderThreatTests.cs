using System.Runtime.ExceptionServices;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>K4, and what a refusal costs.</summary>
public sealed class OrderThreatTests
{
    private static readonly (TokenFailure Failure, Func<TestToken, TestToken> Break)[] InOrder =
    [
        (TokenFailure.HeaderInvalid, static token => token.WithHeader("x5c", "1")),
        (TokenFailure.CriticalHeader, static token => token.WithHeader("crit", "[]")),
        (TokenFailure.PayloadInvalid, static token => token.With("jti", "1")),
        (TokenFailure.IssuerUnknown, static token => token.With("iss", "\"https://other.example\"")),
        (TokenFailure.TypeRefused, static token => token.WithHeader("typ", "\"JWT\"")),
        (TokenFailure.AlgorithmRefused, static token => token.WithHeader("alg", "\"HS256\"")),
        (TokenFailure.AudienceMismatch, static token => token.With("aud", "\"billing\"")),
        (TokenFailure.Expired, static token => token.With("exp", "1")),
        (TokenFailure.KeyUnknown, static token => token.WithHeader("kid", "\"other\"")),
        (TokenFailure.SignatureInvalid, static token => token with { Key = new TestKey("key-ES256", SignatureAlgorithm.ES256) }),
        (TokenFailure.ClaimMissing, static token => token.Without("sub")),
        (TokenFailure.ClaimInvalid, static token => token.With("scope", "\"a  b\"")),
        (TokenFailure.BindingUnproven, static token => token.With("cnf", "{}")),
    ];

    [Fact]
    public void K4_TheOrderOfChecks_IsTheDocumentedOne()
    {
        var trust = new TestTrust();
        for (var first = 0; first < InOrder.Length; first++)
        {
            var token = new TestToken();
            for (var later = InOrder.Length - 1; later >= first; later--)
            {
                token = InOrder[later].Break(token);
                trust.AssertRefused(InOrder[later].Failure, token);
            }
        }
    }

    [Fact]
    public void K4_BeforeEveryCheapCheckHasPassed_NoKeyIsAskedForOrUsed()
    {
        var key = new CountingKey(TestKey.For(SignatureAlgorithm.ES256).Public);
        var keys = new TestIssuerKeys(key);
        var trust = new TestTrust(keys: keys);
        foreach (var (failure, spoil) in InOrder)
        {
            var (uses, fetches) = (key.Uses, keys.Fetches);
            trust.AssertRefused(failure, spoil(new TestToken()));
            Assert.Equal(failure >= TokenFailure.SignatureInvalid ? 1 : 0, key.Uses - uses);
            Assert.Equal(failure == TokenFailure.KeyUnknown ? 1 : 0, keys.Fetches - fetches);
        }
    }

    [Fact]
    public void D18_WithoutKeyId_AtMostFourKeysOfTheAlgorithmAreTried()
    {
        CountingKey[] keys = [.. Enumerable.Range(0, 100).Select(static i => new CountingKey(new TestKey($"k{i}", i % 2 == 0 ? SignatureAlgorithm.ES256 : SignatureAlgorithm.ES384).Public))];
        var trust = new TestTrust(keys: new TestIssuerKeys([.. keys]));
        trust.AssertRefused(TokenFailure.SignatureInvalid, new TestToken { Key = new TestKey(null, SignatureAlgorithm.ES256) });

        Assert.Equal(4, keys.Sum(static key => key.Uses));
        Assert.Equal(0, keys.Where(static key => key.Algorithm != SignatureAlgorithm.ES256).Sum(static key => key.Uses));
    }

    [Fact]
    public void ARefusalBeforeTheSignature_AllocatesAtMostOneKibibyte()
    {
        var trust = new TestTrust();
        string[] tokens =
        [
            .. InOrder.Where(static row => row.Failure < TokenFailure.SignatureInvalid).Select(static row => row.Break(new TestToken()).ToString()),
            new TestToken().WithHeader("kid", TestToken.Json(new string('k', 256))).ToString(),
            new TestToken().With("iss", TestToken.Json(new string('i', 5000))).ToString(),
            new TestToken().With("pad", "[" + string.Join(',', Enumerable.Repeat("0", 2500)) + "]").With("aud", "\"x\"").ToString(),
            new TestToken { Payload = "{" + string.Join(',', Enumerable.Range(0, 600).Select(static i => $"\"n{i}\":0")) + "}" }.ToString(),
            new string('.', 8192), new string('a', 8193), "....", new string('a', 8000) + ".a.b", "", "a.b.c",
        ];
        foreach (var token in tokens)
        {
            for (var warm = 0; warm < 3; warm++)
            {
                Assert.False(trust.Validate(token).Accepted);
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = trust.Validate(token);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= 1024, $"{allocated} bytes for {token}");
        }
    }

    [Fact]
    public void NoToken_ThrowsAnythingInside()
    {
        var thrown = new List<Exception>();
        var thread = Environment.CurrentManagedThreadId;
        void Note(object? sender, FirstChanceExceptionEventArgs e)
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                thrown.Add(e.Exception);
            }
        }

        var trust = new TestTrust();
        var good = new TestToken().ToString();
        var random = new Random(4);
        string[] tokens = [good, .. InOrder.Select(static row => row.Break(new TestToken()).ToString()), .. Enumerable.Range(0, 3000).Select(_ => Garble(good, random))];
        AppDomain.CurrentDomain.FirstChanceException += Note;
        try
        {
            foreach (var token in tokens)
            {
                _ = trust.Validate(token);
            }
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Note;
        }

        Assert.Empty(thrown);
    }

    private static string Garble(string token, Random random)
    {
        var text = token.ToCharArray();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            text[random.Next(text.Length)] = random.Next(4) == 0 ? (char)random.Next(0x10000) : "AQgw.-_eyJ0"[random.Next(11)];
        }

        return new string(text, 0, random.Next(3) == 0 ? random.Next(text.Length) : text.Length);
    }
}
