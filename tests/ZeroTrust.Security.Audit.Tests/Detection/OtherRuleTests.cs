using System.Net;
using static ZeroTrust.Security.Audit.Tests.Detection.DetectionRig;

namespace ZeroTrust.Security.Audit.Tests.Detection;

public sealed class OtherRuleTests
{
    [Fact]
    public void OneAddressWithManyUsers_IsAnAlert()
    {
        var rig = new DetectionRig(static detection =>
            detection.Rule("spread").On("access").By(AuditField.ClientAddress).CountingDistinct(AuditField.User).AtLeast(3).Within(TimeSpan.FromMinutes(1)));

        rig.See(Access(0, "a"), Access(1, "a"), Access(2, "b"), Access(3, "a"));
        Assert.Empty(rig.Notes);
        rig.See(Access(4, "c"));

        Assert.Equal("3", Assert.Single(rig.Notes).Details.Single(static detail => detail.Name == "count").Value.ToString());
    }

    [Fact]
    public void AddressesOfOneIpv6Network_AreOne()
    {
        var rig = new DetectionRig(static detection => detection.Rule("burst").On("access").By(AuditField.ClientAddress).AtLeast(3).Within(TimeSpan.FromSeconds(6)));

        rig.See(Access(0, "a", "2001:db8::1"), Access(1, "a", "2001:db8::2"), Access(2, "a", "2001:db8:0:1::3"));
        Assert.Empty(rig.Notes);
        rig.See(Access(3, "a", "2001:db8::ffff:1"));

        Assert.Single(rig.Notes);
    }

    [Fact]
    public void AForwardedAddress_CountsBeforeTheProxys()
    {
        var rig = new DetectionRig(static detection => detection.Rule("burst").On("access").By(AuditField.ClientAddress).AtLeast(2).Within(TimeSpan.FromSeconds(6)));

        rig.See(Access(0, "a") with { ForwardedAddress = IPAddress.Parse("203.0.113.1") }, Access(1, "a") with { ForwardedAddress = IPAddress.Parse("203.0.113.2") });

        Assert.Empty(rig.Notes);
    }

    [Fact]
    public void FailuresAndThenASuccess_AreAnAlert_AndFailuresAloneAreNot()
    {
        var rig = new DetectionRig(static detection => detection.Rule("guessed").On("access").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromMinutes(1)).FollowedBy(AuditOutcome.Allowed));

        rig.See(Enumerable.Range(0, 20).Select(static second => Access(second, "a") with { Outcome = AuditOutcome.Denied }));
        Assert.Empty(rig.Notes);
        rig.See(Access(21, "a"));

        Assert.Single(rig.Notes);
    }

    [Fact]
    public void AnEdgeThatIsSeenFirst_IsAnAlertOnce_AfterTheLearning()
    {
        var rig = new DetectionRig(static detection => detection.Rule("new-edge").On("access").By(AuditField.Actor).FirstSeen(AuditField.Resource, TimeSpan.FromMinutes(1)));

        rig.See(Access(0, "a"), Access(59, "b"), Access(60, "a"), Access(61, "b"));
        Assert.Empty(rig.Notes);
        rig.See(Access(62, "c"), Access(63, "c"), Access(64, "a") with { Resource = "/else" });

        Assert.Equal(["c", "a"], rig.Notes.Select(static note => note.Caller.User!.Subject));
    }

    [Fact]
    public void FirstSeen_ManyNewOnes_DoNotPushOutWhatIsUsual()
    {
        var rig = new DetectionRig(static detection => detection.Rule("new-edge").On("access").By(AuditField.Actor).FirstSeen(AuditField.Resource, TimeSpan.FromMinutes(1)).MaxKeys(1024));
        rig.See(Access(0, "usual"), Access(1, "usual"));

        rig.See(Enumerable.Range(0, 5000).Select(static number => Access(2, $"new-{number}")));
        rig.See(Access(100, "usual"));

        Assert.Empty(rig.Notes);
        Assert.Equal(5001 - 1024, rig.Counts["evictions"]);
    }

    [Fact]
    public void DenialsFarAboveTheOwnAverage_AreAnAlert_AndTheUsualOnesAreNot()
    {
        var rig = new DetectionRig(static detection => detection.Rule("denials").On("access").By(AuditField.Actor).AtLeast(5).Within(TimeSpan.FromMinutes(1)).AboveOwnAverage(3));

        rig.See(from minute in Enumerable.Range(0, 20) from second in Enumerable.Range(0, 6) select Access((minute * 60) + second, "a"));
        var before = rig.Notes.Count;
        rig.See(Enumerable.Range(0, 17).Select(static second => Access((20 * 60) + second, "a")));
        Assert.Equal(before, rig.Notes.Count);
        rig.See(Access((20 * 60) + 17, "a"));

        Assert.Equal(before + 1, rig.Notes.Count);
    }

    [Fact]
    public void FieldsTogether_AreCountedByTheirCombination()
    {
        var rig = new DetectionRig(static detection => detection.Rule("card").On("refund").By(AuditField.Actor, AuditField.Detail("card")).AtLeast(2).Within(TimeSpan.FromMinutes(1)));

        rig.See(Card(0, "1"), Card(1, "2"), Refund(2));
        Assert.Empty(rig.Notes);
        rig.See(Card(3, "1"));

        Assert.Single(rig.Notes);
    }

    private static AuditEvent Card(double seconds, string card) => Refund(seconds) with { Details = [new("card", AuditValue.Digest(card))] };

    private static AuditEvent Access(double seconds, string user, string address = "192.0.2.1") => new()
    {
        Id = Guid.CreateVersion7(),
        Type = "access",
        Time = Start + TimeSpan.FromSeconds(seconds),
        Outcome = AuditOutcome.Allowed,
        Caller = User(user),
        Resource = "/orders",
        ClientAddress = IPAddress.Parse(address),
    };
}
