using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

public sealed class KeysInUseTests
{
    private readonly CountingClock _clock = new();

    [Fact]
    public void Current_KeysAtHand_ReadsNoClock()
    {
        using var meters = new TestMeters();
        using var keys = new IssuerKeysFactory(new(allowLoopback: false), new ScriptedResolver(), new(meters), new TestLog(), _clock)
            .Create(FetchRig.At("") with { JwksUri = null, Jwks = JwkText.Set(JwkText.Ec("a")) });
        var before = _clock.Readings;

        Assert.NotNull(keys.Current);
        Assert.Equal(before, _clock.Readings);
    }

    [Fact]
    public async Task Current_KeyWithAnEndLongerThanATimerTakes_EndsThenAndTheOthersStay()
    {
        using var rig = new KeysRig(KeysRig.Settings with { LastKnownGood = TimeSpan.FromDays(365) });
        rig.Source.Publish(JwkText.Ec("ends", more: $"\"exp\":{rig.Clock.GetUtcNow().AddDays(100).ToUnixTimeSeconds()}"), JwkText.Ec("stays"));
        await rig.FetchAsync("ends");
        var before = rig.Keys.Current;
        await rig.Keys.DisposeAsync();

        // Disposed of, it keeps what it has; the one that takes over ends the key at its time.
        using var next = new KeysRig(rig.Keys.Settings, rig.Clock);
        next.Keys.TakeOver(rig.Keys);
        Assert.Same(before, next.Keys.Current);
        rig.Clock.Advance(TimeSpan.FromDays(100) - TimeSpan.FromTicks(1));
        Assert.Same(before, next.Keys.Current);
        rig.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.NotSame(before, next.Keys.Current);
        Assert.False(next.Has("ends"));
        Assert.True(next.Has("stays"));
        Assert.Same(before, rig.Keys.Current);
    }

    private sealed class CountingClock : TimeProvider
    {
        private readonly ManualTimeProvider _clock = new();

        public int Readings { get; private set; }

        public override long TimestampFrequency => _clock.TimestampFrequency;

        public override long GetTimestamp()
        {
            Readings++;
            return _clock.GetTimestamp();
        }

        public override DateTimeOffset GetUtcNow()
        {
            Readings++;
            return _clock.GetUtcNow();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _clock.CreateTimer(callback, state, dueTime, period);
    }
}
