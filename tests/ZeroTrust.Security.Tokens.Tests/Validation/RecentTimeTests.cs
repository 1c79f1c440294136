using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Tests.Validation;

public sealed class RecentTimeTests
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(16);

    private readonly ManualTimeProvider _time = new();
    private long _tick = 1;

    [Fact]
    public void Now_WithinOneTick_IsTheFirstReadingMovedAheadByTheLongestTick()
    {
        var recent = Over(_time);
        var first = _time.GetUtcNow();
        Assert.Equal(first, recent.Now());

        _time.JumpTo(first.AddHours(1));

        Assert.Equal(first + Ahead, recent.Now());
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(1)]
    [InlineData(3600)]
    public void Now_AtTheNextTick_ReadsTheClockWhereverItJumped(int seconds)
    {
        var recent = Over(_time);
        recent.Now();
        _time.JumpTo(_time.GetUtcNow().AddSeconds(seconds));
        _tick++;

        Assert.Equal(_time.GetUtcNow(), recent.Now());
    }

    [Fact]
    public void Now_ReadingThatWasHeldUp_ReplacesNoneThatIsNewer()
    {
        var held = new HeldUpTime(_time);
        var recent = Over(held);
        var old = _time.GetUtcNow();

        // While the first reading is between the clock and its note, another one passes it at a later tick.
        held.Meanwhile = () =>
        {
            _time.JumpTo(old.AddHours(1));
            _tick++;
            Assert.Equal(old.AddHours(1), recent.Now());
        };

        Assert.Equal(old, recent.Now());
        Assert.Equal(old.AddHours(1) + Ahead, recent.Now());
    }

    [Fact]
    public void Now_FromManyThreads_MixesNoTwoReadings()
    {
        // The clock says the tick's number in seconds, so a wall time of one tick under another shows.
        var recent = Over(new TickingTime(() => Volatile.Read(ref _tick)));
        var wrong = 0;
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var before = thread == 0 ? Interlocked.Increment(ref _tick) : Volatile.Read(ref _tick);
                var seconds = (recent.Now() - DateTimeOffset.UnixEpoch).TotalSeconds;
                if (seconds < before || seconds > Volatile.Read(ref _tick) + 1)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        });

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void TicksBeside_AnyClockButTheSystems_IsNone_SoThatItIsReadEachTime()
    {
        Assert.NotNull(RecentTime.TicksBeside(TimeProvider.System));
        Assert.Null(RecentTime.TicksBeside(_time));

        var exact = new RecentTime(new(_time, NullLogger.Instance), null);
        exact.Now();
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(_time.GetUtcNow(), exact.Now());
    }

    private RecentTime Over(TimeProvider time) => new(new(time, NullLogger.Instance), () => Volatile.Read(ref _tick));

    /// <summary>Lets something happen once between the reading of the clock and its return.</summary>
    private sealed class HeldUpTime(TimeProvider time) : TimeProvider
    {
        public Action? Meanwhile { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            var now = time.GetUtcNow();
            var meanwhile = Meanwhile;
            Meanwhile = null;
            meanwhile?.Invoke();
            return now;
        }
    }

    private sealed class TickingTime(Func<long> tick) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(tick());
    }
}
