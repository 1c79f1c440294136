using System.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Deletes the oldest segments of a journal, and only whole ones that are closed. Before anything goes, the journal says so, signed and on
/// disk: what is missing without that was taken by somebody else.
/// </summary>
/// <param name="folder">The journal's files.</param>
/// <param name="journal">Its name.</param>
/// <param name="signer">Signs tombstones.</param>
/// <param name="commit">Writes a record of the journal's own, and says whether it is on disk.</param>
/// <param name="clock">For their time.</param>
internal sealed class JournalRetention(IJournalFolder folder, string journal, IJwsSigner signer, Func<byte[], Task<bool>> commit, TimeProvider clock)
{
    /// <summary>Deletes what is beyond the limits.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="current">The segment that is written to.</param>
    /// <param name="shipped">The last record that every sink has stored: what is behind it goes only at the hard limit.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    /// <returns>What was deleted; a failure leaves the rest for the next time.</returns>
    public async ValueTask<RetentionResult> RetireAsync(RetentionLimits limits, int current, long shipped, CancellationToken cancellationToken)
    {
        var segments = Closed(current);
        var oldest = limits.Age is { } age ? clock.GetUtcNow() - age : DateTimeOffset.MinValue;
        var total = segments.Sum(static segment => segment.Bytes);
        var (retired, reason) = (0, "");
        for (; retired < segments.Count; retired++)
        {
            var segment = segments[retired];
            var why = segment.Ended < oldest ? "age" : total > (limits.Bytes ?? long.MaxValue) ? "size" : null;
            why = why is not null && segment.Last.Seq <= shipped ? why : total > (limits.HardBytes ?? long.MaxValue) ? "limit" : null;
            if (why is null)
            {
                break;
            }

            reason = why;
            total -= segment.Bytes;
        }

        return retired == 0 ? default : await RetireAsync(segments.GetRange(0, retired), reason, shipped, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<RetentionResult> RetireAsync(List<ClosedSegment> segments, string reason, long shipped, CancellationToken cancellationToken)
    {
        var last = segments[^1].Last;
        var now = clock.GetUtcNow();
        var jws = await signer.SignAsync(Tombstone.JwsType, Tombstone.Payload(journal, last, now, reason), cancellationToken).ConfigureAwait(false);
        var unshipped = Math.Max(0, last.Seq - shipped);
        if (!await commit(new Tombstone(last.Seq, last.Hash, jws).Write(now, reason, unshipped)).ConfigureAwait(false))
        {
            return new(JournalFailure.Io, 0, 0, 0);
        }

        var (failure, deleted) = Delete(segments);
        return new(failure, deleted, unshipped, deleted == 0 ? 0 : segments[deleted - 1].Last.Seq);
    }

    // From the oldest on, so that what remains after a crash in between still has no gap.
    private (JournalFailure Failure, int Segments) Delete(IEnumerable<ClosedSegment> segments)
    {
        var deleted = 0;
        try
        {
            foreach (var segment in segments)
            {
                folder.Delete(SegmentName.Of(segment.Number));
                folder.FlushEntries();
                deleted++;
            }

            return (JournalFailure.None, deleted);
        }
        catch (JournalFileException fault)
        {
            return (fault.Failure, deleted);
        }
    }

    // A segment is closed once the next one says which of its records was the last.
    private List<ClosedSegment> Closed(int current)
    {
        var found = new List<ClosedSegment>();
        var numbers = SegmentName.Among(folder.List());
        for (var i = 0; i + 1 < numbers.Length && numbers[i + 1] <= current; i++)
        {
            using var next = folder.Open(SegmentName.Of(numbers[i + 1]), writable: false);
            var reader = new SegmentReader(next, 0, JournalFormat.MaxLineBytes);
            if (!reader.TryRead(out var text) || !JournalLine.TryRead(text, out var line) || SegmentHeader.Read(text) is not { } header || header.PreviousSegment != numbers[i])
            {
                break;
            }

            var ended = DateTimeOffset.UnixEpoch.AddMicroseconds(line.Wall);
            found.Add(new(numbers[i], header.PreviousBytes, new(line.Seq - 1, Encoding.ASCII.GetString(line.Previous)), ended));
        }

        return found;
    }

    private sealed record ClosedSegment(int Number, long Bytes, JournalHead Last, DateTimeOffset Ended);
}
