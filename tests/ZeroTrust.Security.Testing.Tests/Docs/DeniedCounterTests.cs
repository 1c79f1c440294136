namespace ZeroTrust.Security.Testing.Tests.Docs;

public sealed class DeniedCounterTests
{
    [Fact]
    public void Record_OneOfEachOutcome_CountsTheDenied()
    {
        var counter = new DeniedCounter();
        foreach (var outcome in Enum.GetValues<AuditOutcome>())
        {
            counter.Record(new() { Id = Guid.CreateVersion7(), Type = "access", Time = DateTimeOffset.UnixEpoch, Outcome = outcome });
        }

        Assert.Equal(1, counter.Denied);
    }
}
