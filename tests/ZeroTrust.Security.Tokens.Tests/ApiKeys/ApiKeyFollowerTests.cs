using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Tokens.Tests.ApiKeys;

public sealed class ApiKeyFollowerTests
{
    private static readonly TimeSpan Bound = new ApiKeyOptions().MaxStaleness;

    private readonly ManualTimeProvider _clock = new();
    private readonly FailingStore _store = new(new InMemoryApiKeyStore());

    [Fact]
    public async Task ChangesElsewhere_AreSeenWithinAPoll()
    {
        await using var here = await ApiKeyRig.StartAsync(_store, _clock);
        await using var there = await ApiKeyRig.StartAsync(_store, _clock);
        var (id, old) = await there.CreateAsync();
        Assert.Equal(ApiKeyFailure.Unknown, here.Judge(old));

        await here.PollAsync();
        Assert.Equal(ApiKeyFailure.None, here.Judge(old));

        var next = ApiKeyRig.TextOf((await there.Service.RotateAsync(id, TimeSpan.Zero))!);
        await here.PollAsync();
        Assert.Equal((ApiKeyFailure.Expired, ApiKeyFailure.None), (here.Judge(old), here.Judge(next)));

        await there.Service.RemoveAsync(id);
        await here.PollAsync();
        Assert.Equal(ApiKeyFailure.Unknown, here.Judge(next));
    }

    [Fact]
    public async Task StoreGivesNotice_IsReadWithoutAPoll()
    {
        var store = new InMemoryApiKeyStore();
        await using var here = await ApiKeyRig.StartAsync(store, _clock);
        await using var there = await ApiKeyRig.StartAsync(store, _clock);

        var (_, text) = await there.CreateAsync();
        await here.Follower.Flight;

        Assert.Equal(ApiKeyFailure.None, here.Judge(text));
    }

    [Fact]
    public async Task StoreDown_KeysAreTakenUpToTheBoundAndUnavailableBeyond()
    {
        await using var rig = await ApiKeyRig.StartAsync(_store, _clock);
        var (_, text) = await rig.CreateAsync();
        _store.Failure = new IOException("down");

        _clock.Advance(Bound);
        await rig.Follower.Flight;
        Assert.Equal((ApiKeyFailure.None, true), (rig.Judge(text), rig.Service.IsCurrent));

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((ApiKeyFailure.KeysUnavailable, false), (rig.Judge(text), rig.Service.IsCurrent));

        _store.Failure = null;
        await rig.PollUntilReadAsync();
        Assert.Equal((ApiKeyFailure.None, 0), (rig.Judge(text), rig.Follower.Failures));
        Assert.NotEmpty(rig.Log.Of(2701));
        Assert.Single(rig.Log.Of(2702));
    }

    [Fact]
    public async Task StoreHangs_CountsAsAFailureAndItsLateAnswerIsNotApplied()
    {
        await using var rig = await ApiKeyRig.StartAsync(_store, _clock);
        var (id, text) = await rig.CreateAsync();
        var hang = new TaskCompletionSource();
        _store.Hangs = hang.Task;

        _clock.Advance(new ApiKeyOptions().PollInterval);
        while (_store.Reads < 2)
        {
            await Task.Yield();
        }

        var flight = rig.Follower.Flight;
        _clock.Advance(TimeSpan.FromSeconds(10));
        await flight;
        Assert.Equal(1, rig.Follower.Failures);

        _store.Hangs = null;
        Assert.True(await rig.Service.RevokeAsync(id));
        hang.SetResult();
        Assert.Equal(ApiKeyFailure.Revoked, rig.Judge(text));
    }

    [Fact]
    public async Task StoreDownAtTheStart_StopsIt()
    {
        _store.Failure = new IOException("down");

        await Assert.ThrowsAsync<IOException>(() => ApiKeyRig.StartAsync(_store, _clock));
    }

    [Fact]
    public async Task PepperRotated_KeysUnderThePreviousOneAreTaken_UnderNeitherNot()
    {
        await using var first = await ApiKeyRig.StartAsync(_store, _clock, pepper: 1);
        var (_, text) = await first.CreateAsync();

        await using var second = await ApiKeyRig.StartAsync(_store, _clock, pepper: 2, previous: 1);
        var (_, newer) = await second.CreateAsync();
        await using var third = await ApiKeyRig.StartAsync(_store, _clock, pepper: 3, previous: 2);

        Assert.Equal((ApiKeyFailure.None, ApiKeyFailure.None), (second.Judge(text), second.Judge(newer)));
        Assert.Equal((ApiKeyFailure.Unknown, ApiKeyFailure.None), (third.Judge(text), third.Judge(newer)));
        Assert.Single(third.Log.Of(2703));
    }

    [Fact]
    public async Task LastUse_IsWrittenBackOnceAnInterval_NotByTheRequest()
    {
        await using var rig = await ApiKeyRig.StartAsync(_store, _clock, configure: static options => options.MaxStaleness = TimeSpan.FromDays(1));
        var (_, text) = await rig.CreateAsync();
        var first = _clock.GetUtcNow();
        Assert.Equal(ApiKeyFailure.None, rig.Judge(text));
        Assert.Null(await StoredAsync());
        Assert.Equal(first, Assert.Single(rig.Service.List()).LastUsedAt);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ApiKeyFailure.None, rig.Judge(text));
        _clock.Advance(new ApiKeyOptions().LastUsedInterval);
        await rig.Uses.Flight;

        Assert.Equal(first, await StoredAsync());

        rig.Judge(text);
        await rig.StopAsync();
        Assert.Equal(_clock.GetUtcNow(), await StoredAsync());

        async Task<DateTimeOffset?> StoredAsync() => Assert.Single((await _store.ReadAsync(null, default)).Changed).LastUsedAt;
    }

    [Fact]
    public async Task LastUse_TheStoreFails_KeysAreTakenAllTheSame()
    {
        await using var rig = await ApiKeyRig.StartAsync(_store, _clock, configure: static options => options.MaxStaleness = TimeSpan.FromDays(1));
        var (_, text) = await rig.CreateAsync();
        rig.Judge(text);
        _store.Failure = new IOException("full");

        _clock.Advance(new ApiKeyOptions().LastUsedInterval);
        await rig.Uses.Flight;

        Assert.Equal(ApiKeyFailure.None, rig.Judge(text));
        Assert.Single(rig.Log.Of(2704));
    }

    [Fact]
    public async Task Verifications_AreCountedByOutcome()
    {
        await using var rig = await ApiKeyRig.StartAsync(_store, _clock);
        var counts = new Dictionary<string, double>();
        using var listener = rig.Meters.Listen("zerotrust.apikeys.verifications", (tags, value) => counts[tags] = counts.GetValueOrDefault(tags) + value);
        var (_, text) = await rig.CreateAsync();

        rig.Judge(text);
        rig.Judge(text);
        rig.Judge("nonsense");

        Assert.Equal(2, counts["outcome=accepted"]);
        Assert.Equal(1, counts["outcome=Malformed"]);
    }
}
