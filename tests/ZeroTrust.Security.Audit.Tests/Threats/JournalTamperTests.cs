using System.Text;
using ZeroTrust.Security.Audit.Tests.Journal;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>A journal of a thousand records in many segments, each changed in one way: found, and the first bad record named.</summary>
public sealed class JournalTamperTests
{
    private const int Records = 1_000;

    private static readonly TamperedJournal Original = TamperedJournal.Make(Records);

    // ZEROTRUST_EVERY_BIT=1 does what its name says.
    public static TheoryData<byte> Flips => Environment.GetEnvironmentVariable("ZEROTRUST_EVERY_BIT") == "1" ? [1, 2, 4, 8, 16, 32, 64, 128] : [1];

    [Theory]
    [MemberData(nameof(Flips))]
    public void J6_EveryByteFlipped_IsFound_AndTheRecordItIsInIsNamed(byte flip)
    {
        Parallel.For(0, Original.Segments.Count, segment =>
        {
            // From the segment's beginning on: what is before it is the same for all of its bytes.
            var journal = Original.From(segment);
            for (var at = 0; at < journal.Segments[0].Length; at++)
            {
                journal.Segments[0][at] ^= flip;
                var report = journal.Verify();
                journal.Segments[0][at] ^= flip;

                Assert.True(report.Finding?.Record == journal.RecordAt(at), $"segment {segment}, byte {at}: {report.Finding}");
            }
        });
    }

    [Fact]
    public void J6_ARecordDeleted_IsFound()
    {
        for (var line = 1; line < Records - 1; line++)
        {
            var finding = Original.Edit(lines => lines.RemoveAt(line)).Verify().Finding;

            Assert.True(finding is { Kind: JournalFindingKind.Delete or JournalFindingKind.Reorder } && finding.Record == line + 1, $"{line}: {finding}");
        }
    }

    [Fact]
    public void J6_NeighboursSwapped_AreFound()
    {
        for (var line = 1; line < Records - 1; line++)
        {
            var finding = Original.Edit(lines => (lines[line], lines[line + 1]) = (lines[line + 1], lines[line])).Verify().Finding;

            Assert.True(finding?.Kind == JournalFindingKind.Reorder && finding.Record == line + 1, $"{line}: {finding}");
        }
    }

    [Fact]
    public void J6_ARecordReplayed_IsFound()
    {
        for (var line = 1; line < Records - 1; line += 7)
        {
            var finding = Original.Edit(lines => lines.Insert(line + 1, lines[line / 2])).Verify().Finding;

            Assert.True(finding?.Kind == JournalFindingKind.Duplicate && finding.Record == (line / 2) + 1, $"{line}: {finding}");
        }
    }

    [Fact]
    public void J6_ALineThatIsNoRecordInserted_IsFound()
    {
        for (var line = 1; line < Records; line += 7)
        {
            var finding = Original.Edit(lines => lines.Insert(line, lines[line].Replace("\"time\"", "\"when\"", StringComparison.Ordinal).Replace("refund", "refuse", StringComparison.Ordinal))).Verify().Finding;

            Assert.True(finding?.Kind == JournalFindingKind.Insert && finding.Record == line + 1, $"{line}: {finding}");
        }
    }

    [Fact]
    public void J6_AllOrdersOfFiveRecords_AreFound()
    {
        foreach (var order in Permutations([0, 1, 2, 3, 4]).Where(static order => !order.SequenceEqual(order.Order())))
        {
            var first = Array.FindIndex(order, place => order[place] != place);
            var finding = Original.Edit(lines =>
            {
                var five = lines.GetRange(20, 5);
                for (var i = 0; i < 5; i++)
                {
                    lines[20 + i] = five[order[i]];
                }
            }).Verify().Finding;

            Assert.True(finding?.Kind == JournalFindingKind.Reorder && finding.Record == 21 + first, $"{string.Join(' ', order)}: {finding}");
        }
    }

    private static IEnumerable<int[]> Permutations(int[] of) => of.Length <= 1
        ? [of]
        : of.SelectMany(first => Permutations([.. of.Where(other => other != first)]).Select(rest => (int[])[first, .. rest]));
}
