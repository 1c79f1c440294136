using System.Text;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Tests.Journal;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>A disk whose calls fail, each in turn.</summary>
public sealed class JournalFaultTests
{
    [Theory]
    [InlineData(DiskFault.Error, 1)]
    [InlineData(DiskFault.Error, 12)]
    [InlineData(DiskFault.NoSpace, 1)]
    [InlineData(DiskFault.NoSpace, 12)]
    [InlineData(DiskFault.ShortWrite, 1)]
    [InlineData(DiskFault.ShortWrite, 12)]
    public void J2_AFaultAtAnyCall_LosesNothingThatWasAcknowledged_AlsoWhenThePowerFailsLater(DiskFault fault, int failures)
    {
        var calls = new FaultRun(fault, failures, int.MaxValue).Play();
        Assert.True(calls > 100);
        for (var call = 0; call < calls; call++)
        {
            new FaultRun(fault, failures, call).Play();
        }
    }

    /// <summary>Commits that are written in several pieces, and whose lines another thread begins to hash.</summary>
    [Theory]
    [InlineData(DiskFault.Error, 1)]
    [InlineData(DiskFault.Error, 12)]
    [InlineData(DiskFault.ShortWrite, 2)]
    public void J2_AFaultAtAnyCallOfLongCommits_LosesNothingThatWasAcknowledged(DiskFault fault, int failures)
    {
        FaultRun Run(int failAt) => new(fault, failures, failAt, commits: 2, events: 20, padding: 15_000);

        var calls = Run(int.MaxValue).Play();
        Assert.True(calls > 40);
        for (var call = 0; call < calls; call++)
        {
            Run(call).Play();
        }
    }

    [Fact]
    public void J2_AFailedFlush_ClosesTheSegment_AndWritesItsEventsIntoANewOne()
    {
        var rig = new JournalRig();
        var journal = rig.Open();
        journal.Append(JournalRig.Event(1), required: true);
        Assert.True(journal.Commit().Succeeded);

        journal.Append(JournalRig.Event(2), required: true);
        (rig.Disk.FailAt, rig.Disk.Fault) = (rig.Disk.Calls + 1, DiskFault.Error);
        Assert.True(journal.Commit().Succeeded);
        rig.Disk.CutPower();

        Assert.Equal([1, 2], rig.Events());
        Assert.True(rig.Verify() is { Verdict: JournalVerdict.Intact, Segments: 2 });
        Assert.Contains("\"reason\":\"suspect\"", Encoding.ASCII.GetString(rig.Disk.Files()["audit-00000002.jsonl"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void J2_AFaultOfAnyOtherKind_IsThrown_AndItsSegmentIsNotWrittenToAgain(int call)
    {
        var rig = new JournalRig();
        using var journal = rig.Open();
        journal.Append(JournalRig.Event(1), required: true);
        Assert.True(journal.Commit().Succeeded);

        journal.Append(JournalRig.Event(2), required: true);
        (rig.Disk.FailAt, rig.Disk.Fault) = (rig.Disk.Calls + call, DiskFault.Unforeseen);
        Assert.Throws<InvalidOperationException>(() => journal.Commit());
        Assert.Equal((1, 1), (journal.Pending, journal.SegmentNumber));

        Assert.True(journal.Commit().Succeeded);
        Assert.Equal(2, journal.SegmentNumber);
        Assert.True(journal.Close().Succeeded);
        rig.Disk.CutPower();
        Assert.Equal([1, 2], rig.Events());
        Assert.Equal(JournalVerdict.Intact, rig.Verify().Verdict);
    }

    [Fact]
    public void J5_AFullDisk_LeavesASegmentForRequiredEvents_AndTheJournalGoesOnOnceThereIsSpace()
    {
        var rig = new JournalRig { SegmentBytes = 20_000 };
        using var journal = rig.Open();
        Assert.Equal(JournalSpace.Ample, journal.Space);

        // Somebody fills the disk. What is set aside stays.
        Assert.True(journal.Append(JournalRig.Event(0), required: true) && journal.Commit().Succeeded);
        rig.Disk.FreeBytes = 0;
        var (required, others) = (1, 0);
        JournalCommit commit;
        do
        {
            others += journal.Append(JournalRig.Event(10_000 + others), required: false) ? 1 : 0;
            Assert.True(journal.Append(JournalRig.Event(required), required: true));
            commit = journal.Commit();
            required += commit.Succeeded ? 1 : 0;
        }
        while (commit.Succeeded);

        Assert.Equal(JournalFailure.NoSpace, commit.Failure);
        Assert.Equal(JournalSpace.Reserve, journal.Space);
        Assert.Equal(1, commit.Withdrawn);
        Assert.True(others > 10 && required - others > 50, $"{others} others, {required} required");

        rig.Disk.FreeBytes = 1_000_000;
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(journal.Append(JournalRig.Event(required), required: true));
        Assert.True(journal.Commit().Succeeded);
        Assert.Equal(JournalSpace.Low, journal.Space);
        Assert.True(journal.Append(JournalRig.Event(10_000 + others), required: false));
        Assert.True(journal.Close().Succeeded);
        Assert.Equal(JournalVerdict.Intact, rig.Verify().Verdict);
        Assert.Equal(Enumerable.Range(0, required + 1).Concat(Enumerable.Range(10_000, others + 1)), rig.Events().Order());
    }

    [Fact]
    public void Commit_ThatFails_GivesUpWhatIsWaitedFor_AndKeepsTheRest()
    {
        var rig = new JournalRig();
        using var journal = rig.Open();
        journal.Append(JournalRig.Event(1), required: true);
        journal.Append(JournalRig.Event(2), required: false);
        (rig.Disk.FailAt, rig.Disk.Failures) = (rig.Disk.Calls, 100);

        Assert.Equal(new(JournalFailure.Io, JournalHead.None, 1), journal.Commit());
        rig.Disk.FailAt = int.MaxValue;
        Assert.True(journal.Commit().Succeeded);
        Assert.Equal([2], rig.Events());
    }
}
