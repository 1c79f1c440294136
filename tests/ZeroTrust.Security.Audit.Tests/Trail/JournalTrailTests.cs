using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security.Audit.Tests.Trail;

public sealed class JournalTrailTests
{
    private static readonly AuditEvent Refund = new() { Type = "refund", Outcome = AuditOutcome.Allowed };

    [Fact]
    public void J3_RecordedWhileNothingIsWritten_IsWrittenOrCountedExactly()
    {
        var rig = new TrailRig();
        var trail = Trail(rig);
        for (var i = 0; i < 1000; i++)
        {
            trail.Record(Refund with { Class = i % 4 == 0 ? AuditClass.BestEffort : null });
        }

        rig.Pass(TimeSpan.FromSeconds(1));

        var records = rig.Records();
        var details = Assert.Single(records, static record => record.GetProperty("type").GetString() == "audit.lost").GetProperty("details");
        Assert.Equal(56, rig.Types().Count(static type => type == "refund"));
        Assert.Equal((708, 236), (details.GetProperty("buffered").GetInt32(), details.GetProperty("best_effort").GetInt32()));
    }

    [Fact]
    public void J3_WhatTheSystemSaysOfItself_TakesAPlaceThatIsKept()
    {
        var rig = new TrailRig();
        var trail = Trail(rig);
        for (var i = 0; i < 60; i++)
        {
            trail.Record(Refund);
        }

        foreach (var type in new[] { "key-ring", "api-key", "settings", "revocation" })
        {
            trail.Record(Refund with { Type = type });
        }

        rig.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(["key-ring", "api-key", "settings", "revocation", "audit.lost"], rig.Types().SkipWhile(static type => type == "refund"));
        var lost = rig.Records()[^1].GetProperty("details");
        Assert.Equal((4, 0), (lost.GetProperty("buffered").GetInt32(), lost.GetProperty("best_effort").GetInt32()));
    }

    [Fact]
    public async Task J3_RecordedAfterTheEnd_IsCounted()
    {
        var rig = new TrailRig();
        var loop = Loop();
        var trail = Trail(rig, loop);
        loop.Start(rig.Writer);
        await loop.StopAsync();

        RecordWithoutWaiting(trail);

        Assert.Equal(new(1, 0), rig.Losses.Take());
    }

    [Fact]
    public async Task J4_RecordAsync_ThrowsWhereTheJournalCannotBeWritten()
    {
        var rig = new TrailRig();
        var loop = Loop();
        var trail = Trail(rig, loop);
        await Assert.ThrowsAsync<AuditUnavailableException>(() => trail.RecordAsync(Refund).AsTask());
        rig.BreakDisk();
        loop.Start(rig.Writer);

        await Assert.ThrowsAsync<AuditUnavailableException>(() => trail.RecordAsync(Refund).AsTask());

        rig.RepairDisk();
        await loop.StopAsync();
        Assert.Equal(["audit.stop"], rig.Types().Except(["audit.resume"]));
        await Assert.ThrowsAsync<AuditUnavailableException>(() => trail.RecordAsync(Refund).AsTask());
    }

    [Fact]
    public async Task RecordAsync_CompletesWhenItIsOnStableStorage()
    {
        var rig = new TrailRig();
        var loop = Loop();
        loop.Start(rig.Writer);

        await Trail(rig, loop).RecordAsync(Refund);

        await loop.StopAsync();
        Assert.Equal(["refund", "audit.stop"], rig.Types());
    }

    [Fact]
    public async Task J4_DiskThatHangs_RefusesWithinTheBoundAndThenAtOnce()
    {
        var rig = new TrailRig();
        var loop = Loop();
        var trail = Trail(rig, loop);
        rig.Journal.Disk.Answers.Reset();
        loop.Start(rig.Writer);
        var first = trail.RecordRequiredAsync(rig.Decision().Decision);
        Assert.True(SpinWait.SpinUntil(() => rig.Journal.Disk.Waiting > 0, TimeSpan.FromSeconds(30)), "The writer hangs.");

        rig.Journal.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.False(await first);
        Assert.False(trail.IsAvailable);
        await Assert.ThrowsAsync<AuditUnavailableException>(() => trail.RecordAsync(Refund).AsTask());
        rig.Journal.Disk.Answers.Set();
        Assert.True(SpinWait.SpinUntil(() => trail.IsAvailable, TimeSpan.FromSeconds(30)), "It goes on by itself.");
        await trail.RecordAsync(Refund);
        await loop.StopAsync();
        Assert.Equal(["access", "refund", "audit.stop"], rig.Types());
    }

    [Fact]
    public void DetailsThatChangeLater_AreRecordedAsTheyWere()
    {
        var rig = new TrailRig();
        var details = new List<AuditDetail> { new("amount", 1) };
        Trail(rig).Record(Refund with { Details = details });
        details[0] = new("amount", 2);

        rig.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal("""{"amount":1}""", Assert.Single(rig.Records()).GetProperty("details").GetRawText());
    }

    private static void RecordWithoutWaiting(JournalTrail trail) => trail.Record(Refund);

    private static AuditLoop Loop() => new(TimeSpan.FromMilliseconds(50), NullLogger.Instance);

    private static JournalTrail Trail(TrailRig rig, AuditLoop? loop = null) =>
        new(rig.Ring, loop ?? Loop(), rig.Losses, new([]), new(new AuditMeter()), TimeSpan.Zero, TimeSpan.FromSeconds(5), rig.Journal.Clock);
}
