using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Tests.Journal;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>Two runs of a journal over several segments, on a disk that fails from one call on.</summary>
internal sealed class FaultRun(DiskFault fault, int failures, int failAt)
{
    private readonly JournalRig _rig = new() { Disk = new() { Fault = fault, Failures = failures, FailAt = failAt, Chance = new(failAt) }, SegmentBytes = 3_000 };
    private readonly HashSet<int> _acknowledged = [];
    private int _next;

    /// <returns>How many calls it took.</returns>
    public int Play()
    {
        Session();
        Session();
        var calls = _rig.Disk.Calls;
        _rig.Disk.FailAt = int.MaxValue;
        Check(_rig.Verify());

        _rig.Disk.CutPower();
        Check(_rig.Verify());
        _rig.Write(3, from: _next);
        Assert.True(_rig.Verify() is { Verdict: JournalVerdict.Intact, Closed: true }, $"{fault} at {failAt}: {_rig.Verify()}");
        return calls;
    }

    private void Session()
    {
        JournalOpening opening;
        do
        {
            opening = _rig.TryOpen();
            Assert.True(opening.Failure is JournalFailure.None or JournalFailure.Io or JournalFailure.NoSpace, $"{fault} at {failAt}: {opening}");
        }
        while (opening.Journal is null);

        using var journal = opening.Journal;
        for (var commit = 0; commit < 12; commit++)
        {
            int[] events = [_next++, _next++, _next++];
            var taken = events.Where(number => journal.Append(JournalRig.Event(number), required: true)).ToList();
            if (journal.Commit().Succeeded)
            {
                _acknowledged.UnionWith(taken);
            }
        }

        journal.Close();
    }

    private void Check(JournalReport report)
    {
        Assert.True(report.Finding is null, $"{fault} at {failAt}: {report}");
        var lost = _acknowledged.Except(_rig.Events()).ToList();
        Assert.True(lost.Count == 0, $"{fault} at {failAt}: lost {string.Join(' ', lost)}");
    }
}
