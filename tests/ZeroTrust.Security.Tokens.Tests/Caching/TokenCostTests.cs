using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Caching;

[Collection(MeasuredAlone.Name)]
public sealed class TokenCostTests
{
    [Fact]
    public void Bytes_OfDistinctTokensWithTheirClaimsRead_AreNoLessThanTheHeapGrewBy()
    {
        var trust = new TestTrust();
        string[] texts = [.. Enumerable.Range(0, 2000).Select(Token)];
        Assert.True(trust.Validate(new TestToken()).Accepted);
        var before = SettledHeap();

        foreach (var text in texts)
        {
            Assert.True(trust.Validate(text).Token!.Claims.Count > 10);
        }

        var growth = SettledHeap() - before;
        Assert.Equal(2001, trust.Validator.Cache.Count);
        Assert.InRange(growth, trust.Validator.Cache.Bytes / 4, trust.Validator.Cache.Bytes);
        GC.KeepAlive(texts);
    }

    // What earlier tests left behind goes with its finalizers, over more than one collection; counted as ours it hides growth.
    private static long SettledHeap()
    {
        var heap = long.MaxValue;
        for (var (last, pass) = (0L, 0); heap != last && pass < 20; pass++)
        {
            last = heap;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            heap = GC.GetTotalMemory(forceFullCollection: true);
        }

        return heap;
    }

    private static string Token(int number) => new TestToken()
        .With("sub", $"\"user-{number}\"").With("jti", $"\"{Guid.NewGuid()}\"").With("sid", $"\"session-{number}\"").With("tenant", "\"blue\"")
        .With("permissions", $"[{string.Join(',', Enumerable.Range(0, number % 12).Select(permission => $"\"area{permission}:read\""))}]")
        .With("roles", """["support","admin","auditor"]""").ToString();
}
