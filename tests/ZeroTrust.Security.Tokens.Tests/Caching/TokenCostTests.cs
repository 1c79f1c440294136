using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Caching;

[Collection(MeasuredAlone.Name)]
public sealed class TokenCostTests
{
    private const int Rounds = 5;
    private const int TokensInARound = 600;

    private readonly TestTrust _trust = new();

    // The heap is the whole process's: what earlier tests left behind may go while a round runs, but not while most of them do.
    [Fact]
    public void Bytes_OfDistinctTokensWithTheirClaimsRead_AreNoLessThanTheHeapGrewBy()
    {
        Assert.True(_trust.Validate(new TestToken()).Accepted);

        var rounds = Enumerable.Range(0, Rounds).Select(ShareOfBytes).Order().ToList();

        Assert.Equal(1 + (Rounds * TokensInARound), _trust.Validator.Cache.Count);
        Assert.InRange(rounds[Rounds / 2], 0.25, 1);
    }

    /// <summary>What the heap grew by for tokens that were added, as a part of what the cache says they take.</summary>
    private double ShareOfBytes(int round)
    {
        string[] texts = [.. Enumerable.Range(round * TokensInARound, TokensInARound).Select(Token)];
        var bytes = _trust.Validator.Cache.Bytes;
        var before = SettledHeap();

        foreach (var text in texts)
        {
            Assert.True(_trust.Validate(text).Token!.Claims.Count > 10);
        }

        var growth = SettledHeap() - before;
        GC.KeepAlive(texts);
        return growth / (double)(_trust.Validator.Cache.Bytes - bytes);
    }

    // What has a finalizer goes over more than one collection.
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
