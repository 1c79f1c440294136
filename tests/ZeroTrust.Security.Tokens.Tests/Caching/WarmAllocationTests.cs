using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Caching;

[Collection(MeasuredAlone.Name)]
public sealed class WarmAllocationTests
{
    [Fact]
    public void ValidateAsync_Warm_AllocatesNothing()
    {
        var trust = new TestTrust();
        var token = new TestToken().ToString().AsMemory();
        Assert.True(trust.Validate(token).Accepted);
        Assert.True(trust.Validate(token).Accepted);

        var accepted = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var request = 0; request < 1000; request++)
        {
            accepted += trust.Validate(token).Accepted ? 1 : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1000, accepted);
    }
}
