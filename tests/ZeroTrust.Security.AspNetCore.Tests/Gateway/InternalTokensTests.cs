using System.Globalization;
using ZeroTrust.Security.AspNetCore.Gateway;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Gateway;

/// <summary>One token for each verified token and service, minted once and kept while it is good.</summary>
public sealed class InternalTokensTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly StubMinter _minter = new();

    [Fact]
    public async Task Misses_OfTheSameAtOnce_MintOnce()
    {
        var (tokens, alice) = (Tokens(), Outside());
        var signing = new TaskCompletionSource();
        _minter.Wait = signing.Task;
        var asking = Enumerable.Range(0, 50).Select(_ => Task.Run(() => tokens.GetAsync(alice, "orders", CancellationToken.None).AsTask())).ToArray();
        signing.SetResult();
        var had = await Task.WhenAll(asking);

        Assert.All(had, token => Assert.Same(had[0], token));
        Assert.Equal(1, _minter.Calls);
    }

    [Fact]
    public async Task Token_OfAnotherVerifiedTokenOrService_IsAnother()
    {
        var (tokens, alice, again) = (Tokens(), Outside(), Outside());
        var first = await tokens.GetAsync(alice, "orders", CancellationToken.None);

        Assert.NotSame(first, await tokens.GetAsync(alice, "stock", CancellationToken.None));
        Assert.NotSame(first, await tokens.GetAsync(alice, "ORDERS", CancellationToken.None));
        Assert.NotSame(first, await tokens.GetAsync(again, "orders", CancellationToken.None));
        Assert.Same(first, await tokens.GetAsync(alice, "orders", CancellationToken.None));
        Assert.Equal(4, _minter.Calls);
    }

    [Fact]
    public async Task Token_IsMintedAnewBeforeItEnds_AndServesToItsEndWhereAnotherWouldEndWithIt()
    {
        var (tokens, alice) = (Tokens(), Outside(ends: TimeSpan.FromMinutes(12)));
        var first = await tokens.GetAsync(alice, "orders", CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(270) - TimeSpan.FromTicks(1));
        Assert.Same(first, await tokens.GetAsync(alice, "orders", CancellationToken.None));
        _clock.Advance(TimeSpan.FromTicks(1));
        var second = await tokens.GetAsync(alice, "orders", CancellationToken.None);
        Assert.NotSame(first, second);

        // The third ends with the caller's own.
        _clock.Advance(TimeSpan.FromSeconds(270));
        var third = await tokens.GetAsync(alice, "orders", CancellationToken.None);
        Assert.NotSame(second, third);
        Assert.Equal(alice.ExpiresAt, third!.ExpiresAt);
        _clock.Advance(TimeSpan.FromSeconds(180) - TimeSpan.FromTicks(1));
        Assert.Same(third, await tokens.GetAsync(alice, "orders", CancellationToken.None));
        _clock.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<ServiceTokenException>(() => tokens.GetAsync(alice, "orders", CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Refusal_IsKeptAndNotAskedForAgain()
    {
        var (tokens, alice) = (Tokens(), Outside());
        _minter.Fault = new(ServiceTokenFailure.NotGranted, "not these users");
        for (var i = 0; i < 3; i++)
        {
            var refused = await Assert.ThrowsAsync<ServiceTokenException>(() => tokens.GetAsync(alice, "orders", CancellationToken.None).AsTask());
            Assert.Equal((ServiceTokenFailure.NotGranted, "not these users"), (refused.Failure, refused.Message));
        }

        Assert.Equal(1, _minter.Calls);
    }

    [Fact]
    public async Task MissingKey_IsAskedForAgain()
    {
        var (tokens, alice) = (Tokens(), Outside());
        _minter.Fault = new(ServiceTokenFailure.NoKey, "no ring");
        Assert.Equal(ServiceTokenFailure.NoKey, (await Assert.ThrowsAsync<ServiceTokenException>(() => tokens.GetAsync(alice, "orders", CancellationToken.None).AsTask())).Failure);
        _minter.Fault = null;

        Assert.NotNull(await tokens.GetAsync(alice, "orders", CancellationToken.None));
    }

    [Fact]
    public async Task WaitForAKey_EndsAfterTenSeconds()
    {
        var (tokens, alice) = (Tokens(), Outside());
        _minter.Wait = new TaskCompletionSource().Task;
        var asking = tokens.GetAsync(alice, "orders", CancellationToken.None).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.False(asking.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(ServiceTokenFailure.NoKey, (await Assert.ThrowsAsync<ServiceTokenException>(() => asking)).Failure);
    }

    [Fact]
    public async Task ServicesWithoutEnd_HaveTheFirstForgotten()
    {
        var (tokens, alice) = (Tokens(), Outside());
        for (var i = 0; i < 17; i++)
        {
            await tokens.GetAsync(alice, i.ToString(CultureInfo.InvariantCulture), CancellationToken.None);
        }

        await tokens.GetAsync(alice, "16", CancellationToken.None);
        await tokens.GetAsync(alice, "1", CancellationToken.None);
        Assert.Equal(17, _minter.Calls);
        await tokens.GetAsync(alice, "0", CancellationToken.None);
        Assert.Equal(18, _minter.Calls);
    }

    [Fact]
    public async Task CallerWithoutUser_AndTokenAtItsEnd_HaveNone()
    {
        var tokens = Tokens();
        foreach (var outside in new[] { null, Outside(Callers.Service("partner")), Outside(ends: TimeSpan.Zero) })
        {
            Assert.Equal(
                ServiceTokenFailure.NotGranted,
                (await Assert.ThrowsAsync<ServiceTokenException>(() => tokens.GetAsync(outside, "orders", CancellationToken.None).AsTask())).Failure);
        }

        Assert.Equal(0, _minter.Calls);
    }

    private InternalTokens Tokens()
    {
        _minter.Clock = _clock;
        return new(_minter, _clock);
    }

    private VerifiedToken Outside(Caller? caller = null, TimeSpan? ends = null) => new()
    {
        IssuerName = "corporate",
        Caller = caller ?? Callers.User("alice"),
        ExpiresAt = _clock.GetUtcNow() + (ends ?? TimeSpan.FromHours(1)),
        Claims = [],
    };
}
