using ZeroTrust.Security.Audit.Detection;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Detection;

public sealed class StepUpDemandsTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly UserIdentity Sam = new("corporate", "sam");

    private readonly ManualTimeProvider _clock = new();
    private readonly StepUpDemands _demands;

    public StepUpDemandsTests() => _demands = new(_clock);

    [Fact]
    public void Demand_EndsWithItsTime_AndThenCostsNothing()
    {
        Assert.False(_demands.IsActive);
        Assert.True(_demands.Demand(Sam, Hour));
        Assert.True(_demands.IsActive);
        _clock.Advance(Hour - TimeSpan.FromTicks(1));
        Assert.Equal(_clock.GetUtcNow() - Hour + TimeSpan.FromTicks(1), _demands.Find(Sam)!.Since);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Null(_demands.Find(Sam));
        Assert.False(_demands.IsActive);
    }

    [Fact]
    public void LaterDemand_MovesTheMomentOn_EndsNoSooner_AndKeepsTheClasses()
    {
        _demands.Demand(Sam, Hour, "phr");
        _clock.Advance(TimeSpan.FromMinutes(1));
        _demands.Demand(Sam, TimeSpan.FromMinutes(1));

        var demand = _demands.Find(Sam)!;
        Assert.Equal(_clock.GetUtcNow(), demand.Since);
        Assert.Equal(["phr"], demand.AcrValues);
        _clock.Advance(TimeSpan.FromMinutes(58));
        Assert.NotNull(_demands.Find(Sam));
        _clock.Advance(TimeSpan.FromMinutes(1));
        _demands.Demand(Sam, Hour);
        Assert.Empty(_demands.Find(Sam)!.AcrValues);
    }

    [Fact]
    public void Demand_IsOfOneUserAtOneIssuer_AndCanBeLifted()
    {
        _demands.Demand(Sam, Hour);

        Assert.Null(_demands.Find(new("partner", "sam")));
        Assert.Null(_demands.Find(new("corporate", "Sam")));
        Assert.Equal((true, false), (_demands.Lift(Sam), _demands.Lift(Sam)));
        Assert.Null(_demands.Find(Sam));
    }

    [Fact]
    public void Demands_AreOfABoundedNumber_AndNobodyIsLetGoForAnother()
    {
        for (var i = 0; i < StepUpDemands.MaxUsers; i++)
        {
            Assert.True(_demands.Demand(new("corporate", $"user-{i}"), Hour));
        }

        Assert.False(_demands.Demand(Sam, Hour));
        Assert.NotNull(_demands.Find(new("corporate", "user-0")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("a\\b")]
    [InlineData("a\r\nSet-Cookie: b")]
    [InlineData("\u00e9")]
    public void F14_Class_ThatWouldBreakTheChallenge_IsAMistake(string acr) =>
        Assert.Throws<ArgumentException>(() => _demands.Demand(Sam, Hour, "phr", acr));

    [Fact]
    public void Demand_ForNoTimeOrTooLong_IsAMistake()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _demands.Demand(Sam, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => _demands.Demand(Sam, TimeSpan.FromDays(31)));
    }
}
