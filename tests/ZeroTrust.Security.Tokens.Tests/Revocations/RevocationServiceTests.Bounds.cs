using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Tests.Timers;

namespace ZeroTrust.Security.Tokens.Tests.Revocations;

public sealed partial class RevocationServiceTests
{
    [Theory]
    [InlineData(false, TokenFailure.RevocationsUnavailable)]
    [InlineData(true, TokenFailure.None)]
    public async Task BeyondTheBound_TokensAreRefusedUnlessSaidOtherwise(bool keepServing, TokenFailure expected)
    {
        _trust.Current = new()
        {
            Version = 1,
            Issuers = _trust.Current.Issuers,
            Roles = _trust.Current.Roles,
            MaxTokenBytes = 8192,
            MaxHeaderBytes = 1024,
            Revocation = RevocationSettings.Default with { KeepServing = keepServing },
        };
        using var service = await StartedAsync();
        _store.Failure = new IOException("down");
        await AdvanceAsync(service, Bound - TimeSpan.FromTicks(1));
        Assert.True(service.IsCurrent);
        Assert.Equal(TokenFailure.None, _trust.Revocations.Check(new TokenParts()));

        await AdvanceAsync(service, TimeSpan.FromTicks(1));
        Assert.False(service.IsCurrent);
        Assert.Equal(expected, _trust.Revocations.Check(new TokenParts()));
        Assert.True(service.Follower!.Failures > 0);

        _store.Failure = null;
        await AdvanceAsync(service, Poll);
        Assert.True(service.IsCurrent);
        Assert.Equal(TokenFailure.None, _trust.Revocations.Check(new TokenParts()));
        Assert.Equal(0, service.Follower.Failures);
    }

    // The timer of the bound fires, and before its turn comes a reading ends.
    [Fact]
    public async Task AtTheBound_AReadingThatEndedJustBefore_Counts()
    {
        var timers = new WatchedTimers(_trust.Clock);
        using var service = new RevocationService(_trust.Revocations, _trust, timers, _store, NullLogger.Instance);
        await service.Follower!.StartAsync(default);
        await AdvanceAsync(service, Bound);

        timers.FireLate<StalenessBound>();

        Assert.True(service.IsCurrent);
        Assert.Equal(TokenFailure.None, _trust.Revocations.Check(new TokenParts()));

        // The bound holds from that reading on all the same.
        _store.Failure = new IOException("down");
        await AdvanceAsync(service, Bound);
        Assert.Equal(TokenFailure.RevocationsUnavailable, _trust.Revocations.Check(new TokenParts()));
    }
}
