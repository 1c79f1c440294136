using System.Security.Cryptography;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Finds where a journal goes on. Only what was never acknowledged may be missing at its end, and only where it looks like what a crash leaves;
/// everything else is damage, over which nothing is written.
/// </summary>
internal sealed class JournalRecovery(IJournalFolder folder, LineHasher hasher)
{
    /// <summary>What was found wrong, for the operator; null where nothing was.</summary>
    public string? Damage { get; private set; }

    /// <summary>Looks at the segments from the last one back, until one has something that counts.</summary>
    /// <returns>Where to go on; null where there is <see cref="Damage"/>.</returns>
    public RecoveredJournal? Recover()
    {
        var segments = SegmentName.Among(folder.List());
        for (var i = segments.Length - 1; i >= 0; i--)
        {
            using var file = folder.Open(SegmentName.Of(segments[i]), writable: true);
            var scan = SegmentScan.Of(file, hasher);
            if (!MayGoOn(file, scan, segments[i]))
            {
                return null;
            }

            if (scan.Header is { } header)
            {
                return SaysTheSame(scan.Head) ? GoOn(file, scan, header, segments) : null;
            }
        }

        if (!SaysTheSame(JournalHead.None))
        {
            return null;
        }

        return new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), JournalHead.None, SegmentEnd.None, segments.Length == 0 ? 0 : segments[^1]);
    }

    // A head is signed only once it is on disk, so no crash takes what it covers.
    private bool SaysTheSame(JournalHead head)
    {
        var signed = CheckpointFile.ReadLast(folder).Select(static jws => CheckpointFormat.Read(jws)?.Record ?? 0).DefaultIfEmpty().Max();
        Damage = signed > head.Seq ? $"The journal ends with record {head.Seq}, and record {signed} was signed: its end was cut off." : null;
        return Damage is null;
    }

    private bool MayGoOn(IJournalFile file, SegmentScan scan, int segment)
    {
        // A segment's second commit says that its first was on disk.
        var acknowledged = scan.Header is null ? scan.FlushedSeenLater >= 0 : scan.FlushedSeenLater > scan.Head.Seq;
        if (!scan.IsWhole && (acknowledged || !TearShape.IsTorn(file, scan.Bytes)))
        {
            Damage = $"{SegmentName.Of(segment)} was changed at byte {scan.Bytes}, after record {scan.Head.Seq}.";
        }
        else if (scan.Header is { } header && (header.Segment != segment || header.Hashing != hasher.Name))
        {
            Damage = header.Segment != segment
                ? $"{SegmentName.Of(segment)} was written as {SegmentName.Of(header.Segment)}."
                : $"{SegmentName.Of(segment)} is hashed with {header.Hashing}, and this writer with {hasher.Name}.";
        }

        return Damage is null;
    }

    private RecoveredJournal GoOn(IJournalFile file, SegmentScan scan, SegmentHeader header, int[] segments)
    {
        // What a killed process left may be in memory only: what is built on it here would outlast it. Its last flush may even have failed, and
        // then the system takes its pages for clean: written again, they go to the disk with the next flush.
        WriteAgain(file, scan.LastCommit, scan.Bytes);
        file.Flush();
        folder.FlushEntries();
        return new(header.Journal, scan.Head, new(header.Segment, scan.Bytes), segments[^1])
        {
            Tail = scan.IsWhole ? null : TornTail.Of(file, header.Segment, scan.Head.Seq, scan.Bytes),
        };
    }

    private static void WriteAgain(IJournalFile file, long from, long to)
    {
        var buffer = new byte[64 * 1024];
        while (from < to)
        {
            var read = file.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, to - from)), from);
            if (read == 0)
            {
                return;
            }

            file.Write(buffer.AsSpan(0, read), from);
            from += read;
        }
    }
}
