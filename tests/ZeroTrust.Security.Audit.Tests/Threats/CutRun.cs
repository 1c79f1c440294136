using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Tests.Journal;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>One disk, whose power is cut several times while a journal is written, opened and closed.</summary>
internal sealed class CutRun
{
    private readonly Random _chance;
    private readonly JournalRig _rig;
    private readonly HashSet<int> _acknowledged = [];
    private readonly List<int> _waiting = [];
    private readonly int _seed;
    private int _next;

    public CutRun(int seed, bool processAlone)
    {
        _seed = seed;
        _chance = new(seed);
        _rig = new() { Disk = new() { Chance = new(seed), KeepsWhatIsNotFlushed = processAlone }, SegmentBytes = _chance.Next(1_000, 6_000) };
    }

    /// <returns>How often the power was cut.</returns>
    public int Play(int cuts)
    {
        for (var cut = 0; cut < cuts; cut++)
        {
            (_rig.Disk.CutAt, _rig.Disk.CutAfter) = (_rig.Disk.Calls + _chance.Next(120), _chance.Next(2) == 0);
            WriteUntilCut();
            Check();
        }

        _rig.Disk.CutAt = int.MaxValue;
        _rig.Write(3, from: _next);
        Assert.True(_rig.Verify() is { Verdict: JournalVerdict.Intact, Closed: true }, $"seed {_seed}: {_rig.Verify()}");
        return cuts;
    }

    private void WriteUntilCut()
    {
        try
        {
            while (true)
            {
                using var journal = _rig.Open();
                for (var commits = _chance.Next(12); commits > 0; commits--)
                {
                    WriteCommit(journal);
                }

                if (_chance.Next(2) == 0)
                {
                    journal.Close();
                }
            }
        }
        catch (SimulatedDisk.PowerCutException)
        {
            _waiting.Clear();
        }
    }

    private void WriteCommit(JournalAppender journal)
    {
        for (var events = _chance.Next(1, 20); events > 0; events--)
        {
            journal.Append(JournalRig.Event(_next), required: true);
            _waiting.Add(_next++);
        }

        Assert.True(journal.Commit().Succeeded);
        _acknowledged.UnionWith(_waiting);
        _waiting.Clear();
    }

    private void Check()
    {
        var report = _rig.Verify();
        Assert.True(report.Finding is null, $"seed {_seed}: false alarm: {report}");
        var lost = _acknowledged.Except(_rig.Events()).ToList();
        Assert.True(lost.Count == 0, $"seed {_seed}: lost {string.Join(' ', lost)}; {report}");
    }
}
