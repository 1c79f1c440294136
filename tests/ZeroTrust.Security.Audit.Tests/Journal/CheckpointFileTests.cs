using System.Text;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Tests.Journal;

/// <summary>The signed heads beside a journal: what a start reads of them, and what goes with the records that they are of.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private const int ManyHeads = 20_000;

    private readonly AuditSigningKey _key = AuditSigningKey.Create();
    private readonly JournalRig _rig = new();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task ReadLast_OfALongFile_ReadsItsEndAlone()
    {
        var head = await HeadAsync(7);
        var folder = FolderOf(string.Concat(Enumerable.Repeat(head + "\n", ManyHeads)) + await HeadAsync(8) + "\ntorn");
        CheckpointFile.ReadLast(folder);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var last = CheckpointFile.ReadLast(folder);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 512 * 1024);
        Assert.All(last.SkipLast(1), line => Assert.Equal(head, line));
        Assert.Equal(8, CheckpointFormat.Read(last[^1])!.Record);
        Assert.InRange(last.Count, 50, 1_000);
        Assert.Equal(ManyHeads + 1, CheckpointFile.Read(folder).Count);
    }

    [Fact]
    public void ReadLast_WhereverItsPieceBegins_HasNoPieceOfALine()
    {
        for (var more = 0; more < 20; more++)
        {
            var text = string.Concat(Enumerable.Range(0, 10_000).Select(static i => $"line-{i % 10:D1}....\n")) + new string('x', more) + "\n";

            Assert.All(CheckpointFile.ReadLast(FolderOf(text)).SkipLast(1), static line => Assert.Matches("^line-[0-9]\\.{4}$", line));
        }
    }

    [Fact]
    public async Task J6_AStart_StillFindsItsEndCutOff_BehindManyHeads()
    {
        _rig.Write(60);
        var journal = _rig.Verify();
        var heads = new StringBuilder();
        for (var i = 0; i < 500; i++)
        {
            heads.Append(await HeadAsync(1)).Append('\n');
        }

        _rig.Disk.Put(CheckpointFile.Name, Encoding.ASCII.GetBytes(heads.ToString() + await HeadAsync(journal.Last + 1) + "\n"));

        Assert.Equal(JournalFailure.Damaged, _rig.TryOpen().Failure);
    }

    [Fact]
    public async Task Forget_TakesTheHeadsOfDeletedRecords_AndLeavesTheLastAndWhatIsNone()
    {
        string[] heads = [await HeadAsync(10), "no head", await HeadAsync(20), await HeadAsync(30)];
        Put(heads);

        CheckpointFile.Forget(_rig.Disk.Mount(), 19);
        Assert.Equal(heads[1..], Read());
        CheckpointFile.Forget(_rig.Disk.Mount(), 20);
        Assert.Equal([heads[1], heads[3]], Read());
        CheckpointFile.Forget(_rig.Disk.Mount(), 1_000);
        Assert.Equal([heads[1], heads[3]], Read());
        Assert.Equal([CheckpointFile.Name], _rig.Disk.Files().Keys);

        CheckpointFile.Append(_rig.Disk.Mount(), heads[2]);
        Assert.Equal([heads[1], heads[3], heads[2]], Read());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task J6_Forget_InterruptedAtAnyCall_LosesNoHeadThatIsStillNeeded(bool powerCut)
    {
        string[] heads = [await HeadAsync(10), await HeadAsync(20), await HeadAsync(30)];
        var done = false;
        for (var call = 0; !done; call++)
        {
            Assert.True(call < 100);
            var rig = new JournalRig { Disk = new() { Chance = new(call) } };
            rig.Disk.Put(CheckpointFile.Name, Encoding.ASCII.GetBytes(string.Concat(heads.Select(static head => head + "\n"))));
            (rig.Disk.CutAt, rig.Disk.FailAt) = powerCut ? (call, int.MaxValue) : (int.MaxValue, call);

            var fault = Record.Exception(() => CheckpointFile.Forget(rig.Disk.Mount(), 15));
            done = fault is null;
            (rig.Disk.CutAt, rig.Disk.FailAt) = (int.MaxValue, int.MaxValue);

            var left = CheckpointFile.Read(rig.Disk.Mount());
            Assert.True(left.SequenceEqual(heads) || left.SequenceEqual(heads[1..]), $"call {call}: {left.Count}");
            CheckpointFile.Forget(rig.Disk.Mount(), 15);
            Assert.Equal(heads[1..], CheckpointFile.Read(rig.Disk.Mount()));
        }
    }

    private static FixedFolder FolderOf(string text) =>
        new(new Dictionary<string, byte[]>(StringComparer.Ordinal) { [CheckpointFile.Name] = Encoding.ASCII.GetBytes(text) });

    private void Put(IEnumerable<string> heads) => _rig.Disk.Put(CheckpointFile.Name, Encoding.ASCII.GetBytes(string.Concat(heads.Select(static head => head + "\n"))));

    private IReadOnlyList<string> Read() => CheckpointFile.Read(_rig.Disk.Mount());

    private async Task<string> HeadAsync(long record) =>
        await _key.SignAsync(CheckpointFormat.Type, CheckpointFormat.Write(new('a', 32), new(record, new('b', 64)), DateTimeOffset.UnixEpoch, JournalHead.None));
}
