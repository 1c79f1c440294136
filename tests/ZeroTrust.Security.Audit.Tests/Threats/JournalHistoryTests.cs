using System.Text;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Tests.Journal;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>Rotations, restarts, torn ends and clocks.</summary>
public sealed class JournalHistoryTests
{
    private const string First = "audit-00000001.jsonl";

    [Fact]
    public void J8_AThousandRestartsAndRotations_AreOneChain_AndAMissingSegmentShows()
    {
        var rig = new JournalRig { SegmentBytes = 1_500 };
        for (var start = 0; start < 1_000; start++)
        {
            rig.Write(2, commit: 1, from: start * 2);
        }

        var report = rig.Verify();
        Assert.True(report is { Verdict: JournalVerdict.Intact, Segments: >= 1_000 }, $"{report}");
        Assert.Equal(Enumerable.Range(0, 2_000), rig.Events());

        rig.Disk.Remove(SegmentName.Of(report.Segments / 2));
        Assert.True(rig.Verify().Finding is { Kind: JournalFindingKind.Delete } finding && finding.File == SegmentName.Of((report.Segments / 2) + 1));
    }

    [Fact]
    public void J10_AnEndCutAtAnyByte_IsRepaired_AndTheRepairIsOnRecord()
    {
        var whole = OneCommit();
        var start = StartOfLine(whole, 3);
        for (var end = start; end < whole.Length; end++)
        {
            var rig = Put(whole[..end]);
            var torn = whole[end - 1] != (byte)'\n';
            Assert.Equal(torn ? JournalVerdict.TornTail : JournalVerdict.Intact, rig.Verify().Verdict);

            rig.Write(1, from: 100);
            Assert.True(rig.Verify() is { Verdict: JournalVerdict.Intact } report && report.Repairs == (torn ? 1 : 0), $"{end}: {rig.Verify()}");
            Assert.True(whole.AsSpan().StartsWith(rig.Disk.Files()[First]) && rig.Disk.Files()[First][^1] == (byte)'\n');
        }
    }

    [Fact]
    public void J10_AnEndThatWasChanged_IsNotRepaired()
    {
        var whole = OneCommit();
        for (var at = StartOfLine(whole, 3); at < whole.Length; at++)
        {
            foreach (var flip in (byte[])[0x01, 0x20, whole[at]])
            {
                byte[] changed = [.. whole];
                changed[at] ^= flip;
                var rig = Put(changed);

                Assert.True(rig.Verify().Verdict == JournalVerdict.Damaged, $"{at}: {rig.Verify()}");
                Assert.Equal(JournalFailure.Damaged, rig.TryOpen().Failure);
                Assert.Equal(changed, rig.Disk.Files()[First]);
            }
        }
    }

    [Fact]
    public void J10_WhatALaterRecordSaysWasOnDisk_IsNotTakenForTorn()
    {
        var rig = new JournalRig();
        using (var journal = rig.Open())
        {
            for (var i = 0; i < 20; i++)
            {
                journal.Append(JournalRig.Event(i), required: true);
                journal.Commit();
            }
        }

        // A sector of zeros, as a crash leaves, but in the midst of what was acknowledged.
        var content = rig.Disk.Files()[First];
        content.AsSpan(1_024, 512).Clear();
        rig.Disk.Put(First, content);

        Assert.Equal(JournalFindingKind.Edit, rig.Verify().Finding?.Kind);
        Assert.Equal(JournalFailure.Damaged, rig.TryOpen().Failure);
    }

    [Fact]
    public void J16_AClockThatIsSet_ChangesNoOrder_AndShows()
    {
        var rig = new JournalRig();
        using (var journal = rig.Open())
        {
            journal.Append(JournalRig.Event(0), required: true);
            journal.Commit();
            rig.Clock.Advance(TimeSpan.FromSeconds(5));
            rig.Clock.JumpTo(rig.Clock.GetUtcNow().AddHours(-3));
            journal.Append(JournalRig.Event(1), required: true);
            journal.Commit();
            rig.Clock.Advance(TimeSpan.FromSeconds(5));
            journal.Append(JournalRig.Event(2), required: true);
            journal.Close();
        }

        var times = Encoding.ASCII.GetString(rig.Disk.Files()[First]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static text =>
        {
            Assert.True(JournalLine.TryRead(Encoding.ASCII.GetBytes(text), out var line));
            return (line.Seq, Wall: line.Wall / 1_000_000, Mono: line.Mono < 0 ? -1 : line.Mono / 1_000_000);
        }).ToList();
        var start = times[0].Wall;

        Assert.Equal([0, 1, 2], rig.Events());
        Assert.Equal([(1, start, 0), (2, start, -1), (3, start + 5 - 10_800, 5), (4, start + 10 - 10_800, 10), (5, start + 10 - 10_800, -1)], times);
        Assert.Equal(1, rig.Verify().ClockSteps);
    }

    private static byte[] OneCommit()
    {
        var rig = new JournalRig();
        using (var journal = rig.Open())
        {
            for (var i = 0; i < 5; i++)
            {
                journal.Append(JournalRig.Event(i), required: true);
            }

            journal.Commit();
        }

        return rig.Disk.Files()[First];
    }

    private static int StartOfLine(byte[] content, int line)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            start += content.AsSpan(start).IndexOf((byte)'\n') + 1;
        }

        return start;
    }

    private static JournalRig Put(byte[] content)
    {
        var rig = new JournalRig();
        rig.Disk.Put(First, content);
        return rig;
    }
}
