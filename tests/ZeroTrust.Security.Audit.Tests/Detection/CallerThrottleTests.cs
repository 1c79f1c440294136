using System.Net;
using ZeroTrust.Security.Audit.Detection;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Detection;

public sealed class CallerThrottleTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly CallerThrottle _throttle;

    public CallerThrottleTests() => _throttle = new(_clock);

    [Fact]
    public void Throttle_EndsWithItsTime_AndThenCostsNothing()
    {
        Assert.False(_throttle.IsActive);
        _throttle.Throttle(KeyOf("sam"), Minute);
        Assert.True(_throttle.IsActive);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(TimeSpan.FromSeconds(1), Remaining("sam"));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.Zero, Remaining("sam"));
        Assert.False(_throttle.IsActive);
    }

    [Fact]
    public void Throttle_ThatIsShorter_ShortensNone()
    {
        _throttle.Throttle(KeyOf("sam"), Minute);
        _throttle.Throttle(KeyOf("sam"), TimeSpan.FromSeconds(1));

        Assert.Equal(Minute, Remaining("sam"));
    }

    [Fact]
    public void Throttle_HoldsABoundedNumber_AndLetsNobodyGoForAnother()
    {
        for (var i = 0; i < CallerThrottle.MaxCallers; i++)
        {
            Assert.True(_throttle.Throttle(KeyOf($"user-{i}"), Minute));
        }

        Assert.False(_throttle.Throttle(KeyOf("sam"), Minute));
        Assert.Equal(Minute, Remaining("user-0"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _throttle.Throttle(KeyOf("user-1"), Minute);
        _clock.Advance(TimeSpan.FromSeconds(59));

        Assert.True(_throttle.Throttle(KeyOf("sam"), Minute));
    }

    [Fact]
    public void Lift_LetsGo()
    {
        _throttle.Throttle(KeyOf("sam"), Minute);

        Assert.True(_throttle.Lift(KeyOf("sam")));
        Assert.False(_throttle.Lift(KeyOf("sam")));
        Assert.Equal(TimeSpan.Zero, Remaining("sam"));
    }

    [Fact]
    public void Throttle_OfNobodyOrForNoTime_IsAMistake()
    {
        Assert.Throws<ArgumentException>(() => _throttle.Throttle(default, Minute));
        Assert.Throws<ArgumentOutOfRangeException>(() => _throttle.Throttle(KeyOf("sam"), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => _throttle.Throttle(KeyOf("sam"), TimeSpan.FromDays(2)));
    }

    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("::1", "0.0.0.1", false)]
    public void Network_IsAnIpv4AddressOrHalfOfAnIpv6One(string one, string other, bool same) =>
        Assert.Equal(same, CallerKey.OfNetwork(IPAddress.Parse(one)) == CallerKey.OfNetwork(IPAddress.Parse(other)));

    [Fact]
    public void Remaining_AllocatesNothing()
    {
        _throttle.Throttle(KeyOf("sam"), Minute);
        var caller = new Caller { User = new("corporate", "eve"), Service = new("payments", "internal", "payments"), Client = "mobile" };
        var address = IPAddress.Parse("2001:db8::1");
        _throttle.Remaining(caller, address);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _throttle.Remaining(caller, address);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500);
    }

    private static CallerKey KeyOf(string user) => CallerKey.OfUser(new("corporate", user));

    private TimeSpan Remaining(string user) => _throttle.Remaining(new() { User = new("corporate", user) }, null);
}
