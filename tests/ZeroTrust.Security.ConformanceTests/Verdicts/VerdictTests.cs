namespace ZeroTrust.Security.ConformanceTests.Verdicts;

/// <summary>What a token meets, what that costs, and that it throws nothing.</summary>
public sealed class VerdictTests(VerdictTable table) : IClassFixture<VerdictTable>
{
    private const long MaxRejectBytes = 1024;

    [Fact]
    public void Verdict_EveryToken_IsTheFirstCheckThatFails()
    {
        var wrong = table.All
            .Select(token => (token.Name, token.Expected, Actual: table.Validator.Validate(token.Token).Failure))
            .Where(static each => each.Actual != each.Expected)
            .Select(static each => $"{each.Name}: {each.Actual}, expected {each.Expected}")
            .ToArray();

        Assert.True(wrong.Length == 0, $"{wrong.Length} of {table.All.Count} verdicts are wrong:\n{string.Join('\n', wrong)}");
        Assert.Equal(table.All.Count, table.All.Select(static token => token.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Table_OfBadTokens_HasEveryFailureThatIsTheTokensOwn()
    {
        // What cannot be had is no fault of a token, and revoked is what a good one becomes.
        var failures = Enum.GetValues<TokenFailure>()
            .Except([TokenFailure.None, TokenFailure.KeysUnavailable, TokenFailure.RevocationsUnavailable, TokenFailure.Revoked]);

        Assert.Equal(failures, table.Bad.Select(static token => token.Expected).Distinct().Order());
    }

    [Fact]
    public void Reject_BeforeTheSignature_AllocatesAtMostOneKibibyte()
    {
        var rejects = table.Bad.Where(static token => token.Expected < TokenFailure.SignatureInvalid).ToArray();
        foreach (var token in rejects)
        {
            table.Validator.Validate(token.Token);
        }

        var heavy = rejects
            .Select(token => (token.Name, token.Expected, Bytes: Measure(() => table.Validator.Validate(token.Token))))
            .Where(static each => each.Bytes > MaxRejectBytes)
            .Select(static each => $"{each.Name} ({each.Expected}): {each.Bytes} bytes")
            .ToArray();

        Assert.True(heavy.Length == 0, string.Join('\n', heavy));
    }

    private static long Measure(Action run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
