using System.Text.Json;
using ZeroTrust.Security.Audit.Detection;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;
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

    [Fact]
    public void WhatTheAuditSaysOfItself_IsSeen()
    {
        var rig = new TrailRig(Rules(static detection => detection.Rule("lost").On("audit.lost", "audit.resume").By(AuditField.Type).AtLeast(1).Within(TimeSpan.FromSeconds(6))));
        rig.BreakDisk();
        _ = rig.Require();
        rig.Writer.Turn();
        rig.Losses.Add(AuditClass.Buffered);
        rig.RepairDisk();
        rig.Pass(TimeSpan.FromSeconds(5));
        rig.Writer.Close();

        var types = rig.Types();
        Assert.Equal(1, types.Count(static type => type == "audit.lost"));
        Assert.Equal("lost", Assert.Single(rig.Records(), static record => TypeOf(record) == "detection.alert").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task RecordsOfTheJournalsOwn_AreSeenOnceTheyAreOnDisk_AndNotWhereTheyWereGivenUp()
    {
        var seen = new List<AuditEvent>();
        var rig = new TrailRig(Rules(detection => detection.Rule("deleted").On("journal.tombstone").By(AuditField.Type).When(one =>
        {
            seen.Add(one);
            return true;
        }).AtLeast(1).Within(TimeSpan.FromSeconds(6))));
        rig.BreakDisk();
        var given = Tombstone(rig, 1);
        rig.Writer.Turn();
        Assert.False(await given);
        rig.RepairDisk();
        rig.Pass(TimeSpan.FromSeconds(5));
        Assert.Empty(seen);

        var kept = Tombstone(rig, 2);
        rig.Writer.Turn();
        rig.Writer.Close();

        Assert.True(await kept);
        var tombstone = Assert.Single(seen);
        Assert.Equal(("journal.tombstone", "2"), (tombstone.Type, tombstone.Details.Single(static detail => detail.Name == "unshipped").Value.ToString()));
        var alert = Assert.Single(rig.Records(), static record => TypeOf(record) == "detection.alert");
        Assert.Equal(tombstone.Id.ToString(), alert.GetProperty("details").GetProperty("events").GetString());
    }

    [Fact]
    public void WhatDetectionRecords_FeedsNoRule()
    {
        var rig = new TrailRig(Rules(static detection => detection.Rule("own").On("audit.lost").By(AuditField.Type).AtLeast(1).Within(TimeSpan.FromSeconds(6)).CoolDown(TimeSpan.FromSeconds(6))));
        for (var round = 0; round < 50; round++)
        {
            rig.Losses.Add(AuditClass.Buffered);
            rig.Pass(TimeSpan.FromMilliseconds(100));
        }

        rig.Writer.Close();

        Assert.Equal(50, rig.Types().Count(static type => type == "audit.lost"));
        Assert.Equal(1, rig.Types().Count(static type => type == "detection.alert"));
    }

    private static Task<bool> Tombstone(TrailRig rig, int unshipped) =>
        rig.Writer.Commits.AddAsync(OwnRecord.Write("journal.tombstone", rig.Journal.Clock.GetUtcNow(), writer => writer.WriteNumber("unshipped", unshipped)));

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
