using System.Net;
using static ZeroTrust.Security.Audit.Tests.Detection.DetectionRig;

namespace ZeroTrust.Security.Audit.Tests.Detection;

public sealed class ResponseTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5);

    [Fact]
    public void Throttle_ReachesWhoTheFirstFieldNames()
    {
        var rig = new DetectionRig(static detection => Rule(detection, AuditField.Actor));

        rig.See(Refund(0));

        Assert.Equal(Minutes, rig.Throttle.Remaining(User("sam"), null));
        Assert.Equal(TimeSpan.Zero, rig.Throttle.Remaining(User("eve"), null));
        Assert.Equal(TimeSpan.Zero, rig.Throttle.Remaining(new() { User = new("partner", "sam") }, null));
        Assert.Equal("throttled for 00:05:00", Assert.Single(rig.Alerts).Details.Single(static detail => detail.Name == "responses").Value.ToString());
    }

    /// <summary>What a network did is held against the network, whoever used it, and not against them elsewhere.</summary>
    [Fact]
    public void Throttle_ByAddress_ReachesNoSubject()
    {
        var rig = new DetectionRig(static detection => Rule(detection, AuditField.ClientAddress));

        rig.See(Refund(0) with { ClientAddress = IPAddress.Parse("203.0.113.7") });

        Assert.Equal(TimeSpan.Zero, rig.Throttle.Remaining(User("sam"), IPAddress.Parse("203.0.113.8")));
        Assert.Equal(Minutes, rig.Throttle.Remaining(Caller.Anonymous, IPAddress.Parse("203.0.113.7")));
    }

    [Fact]
    public void Throttle_ByService_ReachesItForEveryUser()
    {
        var rig = new DetectionRig(static detection => Rule(detection, AuditField.Service));
        var service = new ServiceIdentity("payments", "internal", "payments");

        rig.See(Refund(0) with { Caller = new() { Service = service } });

        Assert.Equal(Minutes, rig.Throttle.Remaining(new() { User = new("corporate", "sam"), Service = service }, null));
    }

    [Fact]
    public void Throttle_ByClient_ReachesItAtItsIssuerAlone()
    {
        var rig = new DetectionRig(static detection => Rule(detection, AuditField.Client));

        rig.See(Refund(0) with { Caller = new() { User = new("partner", "mallory"), Client = "mobile" } });

        Assert.Equal(TimeSpan.Zero, rig.Throttle.Remaining(new() { User = new("corporate", "sam"), Client = "mobile" }, null));
        Assert.Equal(Minutes, rig.Throttle.Remaining(new() { User = new("partner", "other"), Client = "mobile" }, null));
    }

    [Fact]
    public void StepUp_IsDemandedOfTheUser_FromTheAlertOn_AndOfNoService()
    {
        var rig = new DetectionRig(static detection => Rule(detection, AuditField.Actor, AuditResponse.RequireStepUp(TimeSpan.FromHours(8), "phr", "phrh")));

        rig.See(Refund(0), Refund(0) with { Caller = new() { Service = new("payments", "internal", "payments") } });

        var demand = rig.StepUps.Find(new("corporate", "sam"))!;
        Assert.Equal(rig.Clock.GetUtcNow(), demand.Since);
        Assert.Equal(["phr", "phrh"], demand.AcrValues);
        Assert.Null(rig.StepUps.Find(new("corporate", "eve")));
        Assert.Equal(
            ["step-up required for 08:00:00", "no step-up required: a service has no sign-in"],
            rig.Alerts.Select(static alert => alert.Details.Single(static detail => detail.Name == "responses").Value.ToString()));
    }

    [Fact]
    public void AStormOfAlerts_HidesNoResponse()
    {
        var rig = new DetectionRig(static detection =>
        {
            detection.MaxAlertsPerMinute = 1;
            Rule(detection, AuditField.Actor);
        });

        rig.See(Enumerable.Range(0, 50).Select(static number => Refund(0, $"user-{number}")));

        Assert.Single(rig.Notes);
        Assert.All(Enumerable.Range(0, 50), number => Assert.Equal(Minutes, rig.Throttle.Remaining(User($"user-{number}"), null)));
    }

    private static void Rule(AuditDetectionOptions detection, AuditField field, AuditResponse? response = null) =>
        detection.Rule("rule").On("refund").By(field).AtLeast(1).Within(TimeSpan.FromSeconds(6)).Respond(response ?? AuditResponse.Throttle(Minutes));
}
