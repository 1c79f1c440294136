using System.Text;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Tests.Journal;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>What signed heads that left the machine show, and what is left when records are retired.</summary>
public sealed class JournalCheckpointTests : IDisposable
{
    private readonly AuditSigningKey _key = AuditSigningKey.Create();
    private readonly List<string> _exported = [];

    private JournalVerification WithHeads => new() { Checkpoints = _exported, CheckpointKeys = _key.PublicKeys };

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Sign_HeadsThatFollowEachOther_AreConfirmed()
    {
        var rig = new JournalRig();
        await WriteAsync(rig, 0, 60);
        await WriteAsync(rig, 60, 60);

        var heads = _exported.ConvertAll(static jws => CheckpointFormat.Read(jws)!);
        Assert.True(rig.Verify(WithHeads) is { Verdict: JournalVerdict.Intact } report && report.Checkpoints == _exported.Count, $"{rig.Verify(WithHeads)}");
        Assert.Equal(heads.SkipLast(1).Select(static head => (head.Record, head.Hash)), heads.Skip(1).Select(static head => (head.PreviousRecord, head.PreviousHash)));
        Assert.Equal(_exported, CheckpointFile.Read(rig.Disk.Mount()));
    }

    [Fact]
    public async Task J6_ATailCutOff_ShowsAgainstAHead()
    {
        var rig = new JournalRig();
        await WriteAsync(rig, 0, 60);
        var content = rig.Disk.Files()[SegmentName.Of(1)];
        rig.Disk.Remove(CheckpointFile.Name);
        for (var end = 0; end < content.Length; end++)
        {
            if (end == 0 || content[end - 1] == '\n')
            {
                rig.Disk.Put(SegmentName.Of(1), content[..end]);
                var records = content.AsSpan(0, end).Count((byte)'\n');

                Assert.True(rig.Verify(WithHeads).Finding is { Kind: JournalFindingKind.Truncation } finding && finding.Record == records + 1, $"{end}: {rig.Verify(WithHeads)}");
            }
        }
    }

    [Fact]
    public async Task J6_AnEndCutOffBehindALocalHead_IsNotWrittenOver()
    {
        var rig = new JournalRig();
        await WriteAsync(rig, 0, 60);
        rig.Disk.Put(SegmentName.Of(1), rig.Disk.Files()[SegmentName.Of(1)][..2_000]);

        Assert.Equal(JournalFailure.Damaged, rig.TryOpen().Failure);
    }

    [Fact]
    public async Task J6_AnOlderStatePutBackAndWrittenOn_IsARollback()
    {
        var rig = new JournalRig();
        await WriteAsync(rig, 0, 60);
        var older = rig.Disk.Files();
        await WriteAsync(rig, 60, 60);
        rig.Disk.Remove(SegmentName.Of(2));
        rig.Disk.Put(CheckpointFile.Name, older[CheckpointFile.Name]);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        rig.Write(3, from: 200);

        var finding = rig.Verify(WithHeads).Finding;
        Assert.True(finding?.Kind == JournalFindingKind.Rollback, $"{finding}");
    }

    [Fact]
    public async Task J7_AHistoryForgedWithTheStolenKey_IsAFork()
    {
        using var stolen = Secret.FromText("the key of the hashes");
        var rig = new JournalRig { HashKey = stolen };
        await WriteAsync(rig, 0, 60);

        var forged = new JournalRig { HashKey = stolen };
        forged.Write(80, from: 1_000);
        Assert.Equal(JournalVerdict.Intact, forged.Verify().Verdict);

        Assert.Equal(JournalFindingKind.Fork, forged.Verify(WithHeads with { HashKey = stolen }).Finding?.Kind);
        Assert.Equal(JournalVerdict.Intact, rig.Verify(WithHeads with { HashKey = stolen }).Verdict);
    }

    [Fact]
    public async Task J7_HeadsThatContradictEachOther_AreAFork()
    {
        // One reader was shown another history; the head after it gives that away, though it is right itself.
        var rig = new JournalRig();
        await WriteAsync(rig, 0, 60);
        var (first, last) = (CheckpointFormat.Read(_exported[0])!, CheckpointFormat.Read(_exported[^1])!);
        var contradicting = CheckpointFormat.Write(last.Journal, new(last.Record, last.Hash), last.Time, new(first.Record, last.Hash));
        _exported.Add(await _key.SignAsync(CheckpointFormat.Type, contradicting));

        Assert.Equal(JournalFindingKind.Fork, rig.Verify(WithHeads).Finding?.Kind);
    }

    [Fact]
    public async Task J7_AHeadSignedBySomebodyElse_IsNone()
    {
        using var other = AuditSigningKey.Create();
        var rig = new JournalRig();
        await WriteAsync(rig, 0, 60);

        Assert.Equal(JournalFindingKind.Checkpoint, rig.Verify(WithHeads with { CheckpointKeys = other.PublicKeys }).Finding?.Kind);
    }

    [Fact]
    public async Task J9_WhoHoldsTheChainsKeySinceAMoment_CannotRewriteWhatWasBefore()
    {
        using var stolen = Secret.FromText("the key of the hashes");
        var rig = new JournalRig { HashKey = stolen };
        await WriteAsync(rig, 0, 60);
        var head = CheckpointFormat.Read(_exported[^1])!;

        // The same journal but for one event before the head, every hash made good with the key.
        var lines = Lines(rig);
        lines[20] = lines[20].Replace("refund", "thanks", StringComparison.Ordinal);
        Rehash(lines, stolen);
        rig.Disk.Put(SegmentName.Of(1), Encoding.ASCII.GetBytes(string.Concat(lines)));
        rig.Disk.Remove(CheckpointFile.Name);
        Assert.Equal(JournalVerdict.Intact, rig.Verify().Verdict);

        var finding = rig.Verify(WithHeads with { HashKey = stolen }).Finding;
        Assert.True(finding is { Kind: JournalFindingKind.Fork } && finding.Record <= head.Record, $"{finding}");
    }

    [Fact]
    public async Task J19_RetiredSegments_LeaveASignedTombstone_AndOthersThatGoAreMissed()
    {
        var rig = new JournalRig { SegmentBytes = 3_000 };
        using (var journal = rig.Open())
        {
            var retention = new JournalRetention(rig.Disk.Mount(), journal.Name, _key, record => Task.FromResult(journal.CommitOwn(record).Succeeded), rig.Clock);
            for (var i = 0; i < 100; i++)
            {
                journal.Append(JournalRig.Event(i), required: true);
                journal.Commit();
                rig.Clock.Advance(TimeSpan.FromMinutes(1));
            }

            var byAge = new RetentionLimits(TimeSpan.FromMinutes(50), null, null);
            var bySize = new RetentionLimits(null, 9_000, null);
            Assert.Equal(default, await retention.RetireAsync(byAge, journal.SegmentNumber, shipped: 5, default));
            Assert.True(await retention.RetireAsync(byAge, journal.SegmentNumber, long.MaxValue, default) is { Failure: JournalFailure.None, Segments: > 2, Unshipped: 0 });
            Assert.True((await retention.RetireAsync(bySize, journal.SegmentNumber, long.MaxValue, default)).Segments > 0);
            Assert.Equal(0, (await retention.RetireAsync(bySize, journal.SegmentNumber, long.MaxValue, default)).Segments);
            journal.Close();
        }

        var report = rig.Verify(WithHeads);
        Assert.True(report is { Verdict: JournalVerdict.Intact, First: > 50 }, $"{report}");

        using var other = AuditSigningKey.Create();
        Assert.True(rig.Verify(new() { CheckpointKeys = other.PublicKeys }).Finding is { Kind: JournalFindingKind.Delete, Record: 1 });
        rig.Disk.Remove(rig.Disk.Files().Keys.Order(StringComparer.Ordinal).First());
        Assert.True(rig.Verify(WithHeads).Finding is { Kind: JournalFindingKind.Delete, Record: 1 });
    }

    private static List<string> Lines(JournalRig rig) =>
        [.. Encoding.ASCII.GetString(rig.Disk.Files()[SegmentName.Of(1)]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line + "\n")];

    private static void Rehash(List<string> lines, Secret key)
    {
        using var hasher = new LineHasher(key);
        var previous = new byte[64];
        JournalFormat.NoHash.CopyTo(previous);
        for (var i = 0; i < lines.Count; i++)
        {
            var hashed = lines[i][..lines[i].LastIndexOf(",\"hash\"", StringComparison.Ordinal)];
            var at = hashed.IndexOf("\"prev\":\"", StringComparison.Ordinal) + 8;
            hashed = hashed[..at] + Encoding.ASCII.GetString(previous) + hashed[(at + 64)..];
            hasher.Hash(Encoding.ASCII.GetBytes(hashed), previous);
            lines[i] = $"{hashed},\"hash\":\"{Encoding.ASCII.GetString(previous)}\"}}\n";
        }
    }

    private async Task WriteAsync(JournalRig rig, int from, int count)
    {
        using var journal = rig.Open();
        var writer = new CheckpointWriter(rig.Disk.Mount(), journal.Name, new(_key) { EveryRecords = 25, Clock = rig.Clock, Export = Export });
        for (var i = from; i < from + count; i++)
        {
            journal.Append(JournalRig.Event(i), required: true);
            journal.Commit();
            if (writer.IsDue(journal.Head))
            {
                await writer.SignAsync(journal.Head, default);
            }
        }

        Assert.True(journal.Close().Succeeded);
        await writer.SignAsync(journal.Head, default);
    }

    private ValueTask Export(JournalCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        _exported.Add(checkpoint.Jws);
        return ValueTask.CompletedTask;
    }
}
