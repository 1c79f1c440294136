using System.Text.Json;
using ZeroTrust.Security.Audit.Detection;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Tests.Trail;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security.Audit.Tests.Detection;

/// <summary>Rules at the writer of a journal.</summary>
public sealed class DetectionInTheJournalTests
{
    [Fact]
    public void Alert_IsARecordThatNamesTheEventsAsTheJournalHasThem()
    {
        var rig = new TrailRig(RefundBurst());
        for (var i = 0; i < 3; i++)
        {
            _ = Refund(rig);
        }

        rig.Writer.Close();

        var records = rig.Records();
        var alert = Assert.Single(records, static record => TypeOf(record) == "detection.alert");
        var ids = records.Where(static record => TypeOf(record) == "refund").Select(static record => record.GetProperty("id").GetString()!);
        Assert.Equal(string.Join(' ', ids), alert.GetProperty("details").GetProperty("events").GetString());
        Assert.Equal("sam", alert.GetProperty("user").GetString());
        Assert.Null(rig.Journal.Verify().Finding);
    }

    [Fact]
    public async Task RequiredEvent_IsJudgedBeforeWhoWaitsForItGoesOn()
    {
        var seen = new List<bool>();
        Task<bool>? recorded = null;
        var rig = new TrailRig(Rules(detection => detection.Rule("each").On("refund").By(AuditField.Actor).When(_ =>
        {
            seen.Add(recorded!.IsCompleted);
            return true;
        }).AtLeast(1).Within(TimeSpan.FromSeconds(6))));
        recorded = Refund(rig);

        rig.Writer.Turn();

        Assert.True(await recorded);
        Assert.Equal([false], seen);
    }

    [Fact]
    public async Task EventThatCouldNotBeWritten_DoesNotCount()
    {
        var rig = new TrailRig(RefundBurst());
        rig.BreakDisk();
        var refused = Refund(rig);
        rig.Writer.Turn();
        Assert.False(await refused);
        rig.RepairDisk();
        rig.Pass(TimeSpan.FromSeconds(5));

        _ = Refund(rig);
        _ = Refund(rig);
        rig.Writer.Close();

        Assert.DoesNotContain("detection.alert", rig.Types());
        Assert.Equal(2, rig.Types().Count(static type => type == "refund"));
    }

    [Fact]
    public async Task K7_RuleThatThrows_HoldsUpNothingOfTheJournal()
    {
        var rig = new TrailRig(Rules(static detection => detection.Rule("broken").On("refund").By(AuditField.Actor).When(static _ => throw new InvalidTimeZoneException()).AtLeast(1).Within(TimeSpan.FromSeconds(6))));
        var recorded = Refund(rig);

        rig.Writer.Turn();

        Assert.True(await recorded);
        Assert.True(rig.Writer.IsAvailable);
    }

    private static string TypeOf(JsonElement record) => record.GetProperty("type").GetString()!;

    private static Task<bool> Refund(TrailRig rig)
    {
        var waiter = new AuditWaiter();
        var refund = new AuditEvent { Type = "refund", Outcome = AuditOutcome.Allowed, Caller = DetectionRig.User("sam") };
        Assert.True(rig.Ring.TryAdd(AuditRecord.Of(refund, AuditClass.Required, rig.Journal.Clock.GetUtcNow()), waiter) >= 0);
        return waiter.Task;
    }

    private static Func<TimeProvider, IJournalTap> RefundBurst() =>
        Rules(static detection => detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6)));

    private static Func<TimeProvider, IJournalTap> Rules(Action<AuditDetectionOptions> configure) => clock => DetectionRig.Make(configure, new(new AuditMeter()), clock);
}
