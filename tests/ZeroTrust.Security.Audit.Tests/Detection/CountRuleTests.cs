using static ZeroTrust.Security.Audit.Tests.Detection.DetectionRig;

namespace ZeroTrust.Security.Audit.Tests.Detection;

public sealed class CountRuleTests
{
    [Fact]
    public void ThreeRefundsWithinSixSeconds_RaiseOneAlertAtTheThird()
    {
        var rig = new DetectionRig(RefundBurst);
        AuditEvent[] refunds = [Refund(0), Refund(3), Refund(6)];

        rig.See(refunds[0]).See(refunds[1]);
        Assert.Empty(rig.Notes);
        rig.See(refunds[2]);

        var alert = Assert.Single(rig.Notes);
        Assert.Equal(("detection.alert", "refund-burst", "sam"), (alert.Type, alert.Reason, alert.Caller.User!.Subject));
        Assert.Equal("3", alert.Details.Single(static detail => detail.Name == "count").Value.ToString());
        Assert.Equal(string.Join(' ', refunds.Select(static refund => refund.Id)), alert.Details.Single(static detail => detail.Name == "events").Value.ToString());
    }

    [Fact]
    public void ThreeWithinSevenSeconds_RaiseNone() => Assert.Empty(new DetectionRig(RefundBurst).See(Refund(0), Refund(3.5), Refund(7)).Notes);

    [Fact]
    public void ThreeByDifferentUsers_RaiseNone() => Assert.Empty(new DetectionRig(RefundBurst).See(Refund(0, "a"), Refund(1, "b"), Refund(2, "c")).Notes);

    [Fact]
    public void SubjectsOfTwoIssuers_AreTwoUsers()
    {
        var other = Refund(2) with { Caller = new() { User = new("partner", "sam") } };

        Assert.Empty(new DetectionRig(RefundBurst).See(Refund(0), Refund(1), other).Notes);
    }

    [Fact]
    public void EventsWithoutTheField_DoNotCount()
    {
        var nobody = Enumerable.Range(0, 5).Select(static second => Refund(second) with { Caller = Caller.Anonymous });

        Assert.Empty(new DetectionRig(RefundBurst).See(nobody).Notes);
    }

    [Fact]
    public void ActsWithIntentAndOutcome_CountOnce()
    {
        var rig = new DetectionRig(RefundBurst);
        rig.See(Refund(0, outcome: AuditOutcome.Started), Refund(0), Refund(1, outcome: AuditOutcome.Started), Refund(1));
        Assert.Empty(rig.Notes);

        Assert.Single(rig.See(Refund(2, outcome: AuditOutcome.Started), Refund(2)).Notes);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    public void OrderWithinTheLateness_DoesNotMatter(int first, int second, int third)
    {
        double[] times = [0, 1, 2];

        Assert.Single(new DetectionRig(RefundBurst).See(Refund(times[first])).See(Refund(times[second])).See(Refund(times[third])).Notes);
    }

    [Fact]
    public void EventsThatComeTooLate_AreCountedAndLeftOut()
    {
        var rig = new DetectionRig(RefundBurst);

        rig.See(Refund(0), Refund(5), Refund(2.9));

        Assert.Empty(rig.Notes);
        Assert.Equal(1, rig.Counts["late"]);
    }

    [Fact]
    public void ABurstThatGoesOn_IsOneAlert_AndAnotherAfterTheCoolDown()
    {
        var rig = new DetectionRig(RefundBurst);

        rig.See(Enumerable.Range(0, 63).Select(static second => Refund(second)));
        Assert.Single(rig.Notes);
        rig.See(Refund(63), Refund(64), Refund(65));

        Assert.Equal(2, rig.Notes.Count);
    }

    [Fact]
    public void WhatAThrottleAnswers_DoesNotKeepTheRuleGoing() =>
        Assert.Empty(new DetectionRig(RefundBurst).See(Enumerable.Range(0, 3).Select(static second => Refund(second) with { Code = "throttled" })).Notes);

    [Fact]
    public void TimesThatHaveNotComeYet_CountAsNow()
    {
        var rig = new DetectionRig(RefundBurst);
        rig.See(Refund(TimeSpan.FromDays(300).TotalSeconds, "mallory"));
        var now = (rig.Clock.GetUtcNow() - Start).TotalSeconds;

        Assert.Single(rig.See(Refund(now), Refund(now), Refund(now)).Notes);
        Assert.Equal(0, rig.Counts["late"]);
    }

    [Fact]
    public void WallClockThatIsSetBack_DoesNotBlindTheRules()
    {
        var rig = new DetectionRig(RefundBurst);
        rig.See(Refund(TimeSpan.FromHours(24).TotalSeconds));
        rig.Clock.JumpTo(Start + TimeSpan.FromHours(23));
        var now = TimeSpan.FromHours(23).TotalSeconds;

        Assert.Single(rig.See(Refund(now - 2), Refund(now - 1), Refund(now)).Notes);
    }

    [Fact]
    public void EventsOfRefusedRequirements_NeverHappened()
    {
        var rig = new DetectionRig(RefundBurst);
        rig.Append(Refund(0), required: true);
        rig.Append(Refund(1), required: false);
        rig.Withdraw();
        rig.Append(Refund(2), required: true);
        rig.Commit();
        Assert.Empty(rig.Notes);

        Assert.Single(rig.See(Refund(3)).Notes);
    }

    [Fact]
    public void K7_ARuleThatThrows_IsCounted_AndTheOthersGoOn()
    {
        var rig = new DetectionRig(static detection =>
        {
            detection.Rule("broken").On("refund").By(AuditField.Actor).When(static _ => throw new InvalidTimeZoneException()).AtLeast(1).Within(TimeSpan.FromSeconds(6));
            RefundBurst(detection);
        });

        rig.See(Refund(0), Refund(1), Refund(2));

        Assert.Equal("refund-burst", Assert.Single(rig.Notes).Reason);
        Assert.Equal(3, rig.Counts["faults"]);
    }

    [Fact]
    public void AlertsOfOneRule_AreBoundedAMinute_AndTheRestIsOneExactCount()
    {
        var rig = new DetectionRig(static detection =>
        {
            detection.MaxAlertsPerMinute = 5;
            detection.Rule("each").On("refund").By(AuditField.Actor).AtLeast(1).Within(TimeSpan.FromSeconds(6));
        });

        rig.See(Enumerable.Range(0, 100).Select(static number => Refund(0, $"user-{number}")));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        rig.See();

        Assert.Equal(5, rig.Alerts.Count());
        var storm = Assert.Single(rig.Notes, static note => note.Type == "detection.storm");
        Assert.Equal("95", storm.Details.Single(static detail => detail.Name == "count").Value.ToString());
        Assert.Equal(100, rig.Counts["alerts"]);
    }

    private static void RefundBurst(AuditDetectionOptions detection) =>
        detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6));
}
