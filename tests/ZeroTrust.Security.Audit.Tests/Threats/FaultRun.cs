using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Tests.Journal;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>Two runs of a journal over several segments, on a disk that fails from one call on.</summary>
/// <param name="fault">How it fails.</param>
/// <param name="failures">How often.</param>
/// <param name="failAt">From which call on.</param>
/// <param name="commits">How many commits a run has.</param>
/// <param name="events">How many events a commit has.</param>
/// <param name="padding">How much is in each event beside its number.</param>
internal sealed class FaultRun(DiskFault fault, int failures, int failAt, int commits = 12, int events = 3, int padding = 0)
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
        for (var commit = 0; commit < commits; commit++)
        {
            var numbers = Enumerable.Range(_next, events).ToList();
            _next += events;
            var taken = numbers.Where(number => journal.Append(JournalRig.Event(number, padding), required: true)).ToList();
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
