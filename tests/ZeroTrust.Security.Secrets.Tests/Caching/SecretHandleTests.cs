using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Tests.Caching;

public sealed class SecretHandleTests : IAsyncDisposable
{
    private static readonly SecretRef Reference = SecretRef.Parse("secret://store/db");

    private readonly InMemorySecretProvider _store = new();
    private readonly SecretRig _rig;

    public SecretHandleTests() => _rig = new(secrets => secrets.Add("store", _ => _store));

    [Fact]
    public async Task H10_ARotation_ReachesTheHandle_AndTheOneBeforeIsTakenForItsTimeAlone()
    {
        var handle = await HandleAsync("one");
        var told = 0;
        using var telling = handle.OnChange(() => told++);
        _store.Set("db", "two");

        // The store tells, and it is asked a second after the last call at the latest.
        await _rig.AdvanceAsync(handle, TimeSpan.FromSeconds(2));

        Assert.Equal(("two", "2"), (SecretRig.Text(handle.Current.Value), handle.Version));
        Assert.Equal("one", SecretRig.Text(handle.Previous!.Value));
        Assert.Equal(1, told);
        Assert.True(handle.Verify("one", Is));
        Assert.True(handle.Verify("two", Is));
        Assert.False(handle.Verify("three", Is));

        var previous = handle.Previous.Value;
        await _rig.AdvanceAsync(handle, TimeSpan.FromHours(1));
        Assert.Null(handle.Previous);
        Assert.False(handle.Verify("one", Is));
        Assert.Equal("one", SecretRig.Text(previous));

        await _rig.AdvanceAsync(handle, HeldVersions.Grace + TimeSpan.FromSeconds(1));
        Assert.Throws<ObjectDisposedException>(() => SecretRig.Text(previous));
    }

    [Fact]
    public async Task Verify_WithTheOneBefore_IsCounted()
    {
        var counted = new List<(string Name, string? Secret)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => Enable(instrument, listener) };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => counted.Add((instrument.Name, tags.ToArray().FirstOrDefault(static tag => tag.Key == "secret").Value as string)));
        var handle = await HandleAsync("one");
        listener.Start();
        _store.Set("db", "two");
        await _rig.AdvanceAsync(handle, TimeSpan.FromSeconds(2));

        handle.Verify("two", Is);
        Assert.DoesNotContain(("zerotrust.secrets.previous_uses", "db"), counted);
        handle.Verify("one", Is);

        Assert.Contains(("zerotrust.secrets.previous_uses", "db"), counted);
        Assert.Contains(("zerotrust.secrets.rotations", "db"), counted);

        void Enable(Instrument instrument, MeterListener listener)
        {
            if (_rig.Services.GetRequiredService<SecretMetrics>().Owns(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        }
    }

    [Fact]
    public async Task Reads_AndRotations_AreOnRecord_ByNameAndVersion()
    {
        var handle = await HandleAsync("one");
        _store.Set("db", "two");
        await _rig.AdvanceAsync(handle, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(10));

        Assert.Equal(
            ["secret read secret://store/db Allowed version=1", "secret rotate secret://store/db Allowed version=2,previous=1"],
            _rig.Trail.Events.Select(static one => $"{one.Type} {one.Action} {one.Resource} {one.Outcome} {string.Join(',', one.Details.Select(static detail => $"{detail.Name}={detail.Value}"))}"));
    }

    [Fact]
    public async Task GetAsync_ManyAtOnce_AreOneCall()
    {
        _store.Set("db", "one");
        var handle = _rig.Secrets.GetHandle(Reference);

        await Parallel.ForAsync(0, 64, async (_, cancel) => Assert.Equal("one", SecretRig.Text((await handle.GetAsync(cancel)).Value)));

        Assert.Equal(1, _store.Calls);
        Assert.Same(handle, _rig.Secrets.GetHandle(Reference));
    }

    [Fact]
    public async Task Handles_OfFields_AreOfOneCall_AndKeepWhatTheyHave()
    {
        _store.Set("db", ("user", "u1"), ("password", "p1"));
        var password = _rig.Secrets.GetHandle(SecretRef.Parse("secret://store/db#password"));
        var whole = _rig.Secrets.GetHandle(Reference);
        var typo = _rig.Secrets.GetHandle(SecretRef.Parse("secret://store/db#pasword"));
        await password.GetAsync();

        Assert.Equal(("p1", "u1", 1), (SecretRig.Text(password.Current.Value), SecretRig.Text(whole.Current.Fields["user"]), _store.Calls));
        Assert.Contains("pasword", Assert.Throws<SecretUnavailableException>(() => typo.Current).Message, StringComparison.Ordinal);

        _store.Set("db", ("user", "u2"));
        await _rig.AdvanceAsync(password, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));

        Assert.Equal("p1", SecretRig.Text(password.Current.Value));
        Assert.Equal("u1", SecretRig.Text(whole.Current.Fields["user"]));
    }

    [Fact]
    public async Task ReplaceAsync_FromMany_AsksOnce_AndNotAgainForSeconds()
    {
        var handle = await HandleAsync("one");
        await _rig.AdvanceAsync(handle, TimeSpan.FromSeconds(2));
        var rejected = handle.Current;
        var asked = new List<SecretRequest>();
        _store.Answer = (request, _) =>
        {
            asked.Add(request);
            return new(SecretResult.Found(new(Secret.FromText("two")) { Version = "2" }));
        };

        await Parallel.ForAsync(0, 32, async (_, cancel) => Assert.Equal("two", SecretRig.Text((await handle.ReplaceAsync(rejected, cancel))!.Value)));

        Assert.True(Assert.Single(asked) is { IsRejected: true, KnownVersion: "1" });
        Assert.Null(await handle.ReplaceAsync(handle.Current));
        Assert.Single(asked);
    }

    /// <summary>What the call under way answers may be what the store had before it changed.</summary>
    [Fact]
    public async Task H10_ReplaceAsync_WhileACallIsUnderWay_AsksAgainBehindIt()
    {
        var handle = await HandleAsync("one");
        await _rig.AdvanceAsync(handle, TimeSpan.FromSeconds(2));
        var answered = new TaskCompletionSource();
        var asked = new List<SecretRequest>();
        _store.Answer = async (request, _) =>
        {
            asked.Add(request);
            if (request.IsRejected)
            {
                return SecretResult.Found(new(Secret.FromText("two")) { Version = "2" });
            }

            await answered.Task;
            return SecretResult.Unchanged();
        };
        var flight = ((SecretHandle)handle).Entry.AskAsync(rejected: false, out var isUnderWay);
        var replacing = handle.ReplaceAsync(handle.Current).AsTask();

        Assert.Equal((false, false), (isUnderWay, flight.IsCompleted));
        answered.SetResult();
        Assert.Equal("two", SecretRig.Text((await replacing)!.Value));
        Assert.Equal([false, true], asked.Select(static request => request.IsRejected));
    }

    [Fact]
    public async Task ALease_IsRenewedBeforeTwoThirdsOfItsLife_AndNotServedBeyondItsEnd()
    {
        var calls = new List<TimeSpan>();
        var begun = _rig.Clock.GetTimestamp();
        _store.Answer = (request, _) =>
        {
            calls.Add(_rig.Clock.GetElapsedTime(begun));
            var end = _rig.Clock.GetUtcNow().AddHours(1);
            return new(request.KnownVersion is null
                ? SecretResult.Found(new(Secret.FromText("leased")) { Version = "lease-1", ExpiresAt = end, IsLeased = true })
                : SecretResult.Unchanged(end));
        };
        var handle = _rig.Secrets.GetHandle(Reference);
        await handle.GetAsync();
        await _rig.AdvanceAsync(handle, TimeSpan.FromMinutes(100), TimeSpan.FromSeconds(10));

        Assert.Equal([0, 36, 72], calls.Select(static call => call.TotalMinutes));
        Assert.Equal(_rig.Clock.GetUtcNow().AddMinutes(32), handle.ExpiresAt);

        _store.Answer = static (_, _) => new(SecretResult.Unavailable("away"));
        await _rig.AdvanceAsync(handle, TimeSpan.FromMinutes(32) - TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.Equal("leased", SecretRig.Text(handle.Current.Value));
        await _rig.AdvanceAsync(handle, TimeSpan.FromSeconds(1));
        Assert.Null(handle.Held);
    }

    /// <summary>A renewal that comes at the very end of the lease: nothing is at hand any more that it could be of.</summary>
    [Fact]
    public async Task H10_ALeaseThatEndsWhileItsRenewalIsAnswered_IsAskedForAnew()
    {
        var answers = new TaskCompletionSource();
        var asked = new List<string?>();
        _store.Answer = async (request, _) =>
        {
            asked.Add(request.KnownVersion);
            if (request.KnownVersion is null)
            {
                return SecretResult.Found(new(Secret.FromText("leased")) { Version = "lease-1", ExpiresAt = _rig.Clock.GetUtcNow().AddSeconds(8), IsLeased = true });
            }

            await answers.Task;
            return SecretResult.Unchanged(_rig.Clock.GetUtcNow().AddHours(1));
        };
        var handle = _rig.Secrets.GetHandle(Reference);
        await handle.GetAsync();
        _rig.Clock.Advance(TimeSpan.FromSeconds(6));
        _rig.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(handle.Held);
        var waiting = handle.GetAsync();

        answers.SetResult();

        Assert.Equal("leased", SecretRig.Text((await waiting).Value));
        Assert.Equal([null, "lease-1", null], asked);
    }

    [Fact]
    public async Task Restart_WhileTheOneBeforeIsInItsTime_TakesItToo()
    {
        await using var rig = new SecretRig(static secrets => secrets.Add("store", static provider => new Dated(provider.GetRequiredService<TimeProvider>().GetUtcNow().AddMinutes(-20))));
        var handle = rig.Secrets.GetHandle(Reference);
        await handle.GetAsync();

        Assert.Equal("before", SecretRig.Text(handle.Previous!.Value));
        await rig.AdvanceAsync(handle, TimeSpan.FromMinutes(41), TimeSpan.FromSeconds(10));
        Assert.Null(handle.Previous);
        Assert.Equal("now", SecretRig.Text(handle.Current.Value));
    }

    [Fact]
    public async Task Restart_WithAStoreThatDatesAVersionAtTheEndOfTime_IsServed()
    {
        await using var rig = new SecretRig(static secrets => secrets.Add("store", static _ => new Dated(DateTimeOffset.MaxValue)));
        var handle = rig.Secrets.GetHandle(Reference);

        await handle.GetAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("now", SecretRig.Text(handle.Current.Value));
    }

    [Fact]
    public async Task K3_End_ZeroesWhatWasHeld()
    {
        var handle = await HandleAsync("one");
        var value = handle.Current.Value;

        await _rig.DisposeAsync();

        Assert.Null(handle.Held);
        Assert.Throws<ObjectDisposedException>(() => SecretRig.Text(value));
    }

    [Fact]
    public async Task Current_KeyAtHand_AllocatesNothing()
    {
        var handle = await HandleAsync("one");
        _ = handle.Current;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var length = 0;
        for (var i = 0; i < 1000; i++)
        {
            length += handle.Current.Value.Length;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(3000, length);
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private static bool Is(ReadOnlySpan<byte> value, string expected) => value.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(expected));

    private async Task<ISecretHandle> HandleAsync(string value)
    {
        _store.Set("db", value);
        var handle = _rig.Secrets.GetHandle(Reference);
        await handle.GetAsync();
        return handle;
    }

    // The version in force is 20 minutes old.
    private sealed class Dated(DateTimeOffset replacedAt) : ISecretProvider
    {
        public ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default) =>
            new(SecretResult.Found(new(Secret.FromText(request.Version is null ? "now" : "before")) { Version = request.Version ?? "2" }));

        public ValueTask<SecretVersionList> ListVersionsAsync(string name, CancellationToken cancellationToken = default) =>
            new(SecretVersionList.Found([new("2", replacedAt), new("1", replacedAt.AddDays(-1))]));
    }
}
