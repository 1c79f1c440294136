using ZeroTrust.Security.Tokens.Caching;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>A token that is revoked throughout, by one key after another.</summary>
[Collection(RunAlone.Name)]
public sealed class RevocationStressTests
{
    [Fact]
    public async Task Check_OneRevocationTakesOverFromAnother_NeverFindsNone()
    {
        var issuer = new StressIssuer("a");
        using var trust = new StressTrust(CacheLimits.Default, issuer);
        var token = issuer.Mint(issuer.AllKeys[0], trust.Clock.GetUtcNow(), TimeSpan.FromMinutes(5), "t-1", "alice");
        var verified = (await trust.Validator.ValidateAsync(token.Text.AsMemory())).Token!;
        var (narrow, wide) = (Revocation.OfToken("a", "t-1", null), Revocation.OfSubject("a", "alice", null));
        trust.Revocations.Add(narrow);
        var (changing, passed) = (true, 0L);

        await StressThreads.RunAsync(
            number =>
            {
                if (number > 0)
                {
                    while (Volatile.Read(ref changing))
                    {
                        passed += trust.Revocations.Check(verified) == TokenFailure.None ? 1 : 0;
                    }

                    return;
                }

                for (var turn = 0; turn < 200_000; turn++)
                {
                    trust.Revocations.Add(wide);
                    trust.Revocations.Remove(narrow.Key);
                    trust.Revocations.Add(narrow);
                    trust.Revocations.Remove(wide.Key);
                }

                Volatile.Write(ref changing, false);
            },
            count: 2);

        Assert.Equal(0, passed);
    }
}
