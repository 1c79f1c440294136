using System.Text;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Tests.Journal;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>The files of a journal, to be changed.</summary>
internal sealed record TamperedJournal(IReadOnlyList<byte[]> Segments, int FirstNumber, JournalHead Start)
{
    public static TamperedJournal Make(int records)
    {
        // The first line of each segment and the last of all are records too.
        var rig = new JournalRig { SegmentBytes = 10_000 };
        using (var journal = rig.Open())
        {
            for (var i = 0; journal.Head.Seq < records - 1; i++)
            {
                journal.Append(JournalRig.Event(i), required: true);
                Assert.True(journal.Commit().Succeeded);
            }

            journal.Close();
        }

        var report = rig.Verify();
        Assert.True(report is { Verdict: JournalVerdict.Intact, Segments: >= 10 } && report.Records == records, $"{report}");
        return new([.. Enumerable.Range(1, report.Segments).Select(number => rig.Disk.Files()[SegmentName.Of(number)])], 1, JournalHead.None);
    }

    /// <summary>The same journal with what is before a segment taken as known.</summary>
    public TamperedJournal From(int segment)
    {
        var head = JournalHead.None;
        foreach (var line in Segments.Take(segment).SelectMany(Lines))
        {
            Assert.True(JournalLine.TryRead(Encoding.ASCII.GetBytes(line), out var read));
            head = JournalHead.Of(read);
        }

        return new([.. Segments.Skip(segment).Select(static content => content.ToArray())], FirstNumber + segment, head);
    }

    /// <summary>Changes the lines of all segments; each stays in the segment it is in.</summary>
    public TamperedJournal Edit(Action<List<string>> change)
    {
        var lines = Segments.SelectMany(Lines).ToList();
        var starts = Segments.Select((content, place) => (Line: Lines(content).First(), Place: place)).ToDictionary(static start => start.Line, static start => start.Place, StringComparer.Ordinal);
        change(lines);
        var edited = Segments.Select(static _ => new StringBuilder()).ToList();
        var segment = 0;
        foreach (var line in lines)
        {
            segment = Math.Max(segment, starts.GetValueOrDefault(line));
            edited[segment].Append(line).Append('\n');
        }

        return this with { Segments = edited.ConvertAll(static text => Encoding.ASCII.GetBytes(text.ToString())) };
    }

    /// <summary>The number of the record that a byte of the first segment is in.</summary>
    public long RecordAt(int offset) => Start.Seq + 1 + Segments[0].AsSpan(0, offset).Count((byte)'\n');

    public JournalReport Verify(JournalVerification? verification = null)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var i = 0; i < Segments.Count; i++)
        {
            files[SegmentName.Of(FirstNumber + i)] = Segments[i];
        }

        return JournalVerifier.Verify(new FixedFolder(files), verification ?? new(), Start);
    }

    private static IEnumerable<string> Lines(byte[] content) => Encoding.ASCII.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
