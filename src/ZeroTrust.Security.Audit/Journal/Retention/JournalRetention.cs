using System.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Deletes the oldest segments of a journal, and only whole ones that are closed. Before anything goes, the journal says so, signed and on
/// disk: what is missing without that was taken by somebody else.
/// </summary>
/// <param name="folder">The journal's files.</param>
/// <param name="signer">Signs tombstones.</param>
/// <param name="clock">For their time.</param>
internal sealed class JournalRetention(IJournalFolder folder, IJwsSigner signer, TimeProvider clock)
{
    /// <summary>Deletes what is older than <paramref name="age"/> or beyond <paramref name="bytes"/>.</summary>
    /// <returns>How many segments are gone; a failure leaves the rest for the next time.</returns>
    public async ValueTask<(JournalFailure Failure, int Segments)> RetireAsync(JournalAppender journal, TimeSpan age, long bytes, CancellationToken cancellationToken)
    {
        var segments = Closed(journal);
        var oldest = clock.GetUtcNow() - age;
        var total = segments.Sum(static segment => segment.Bytes);
        var retired = 0;
        for (; retired < segments.Count && (segments[retired].Ended < oldest || total > bytes); retired++)
        {
            total -= segments[retired].Bytes;
        }

        if (retired == 0)
        {
            return (JournalFailure.None, 0);
        }

        var last = segments[retired - 1].Last;
        var reason = segments[retired - 1].Ended < oldest ? "age" : "size";
        var jws = await signer.SignAsync(Tombstone.JwsType, Tombstone.Payload(journal.Name, last, clock.GetUtcNow(), reason), cancellationToken).ConfigureAwait(false);
        var commit = journal.CommitOwn(new Tombstone(last.Seq, last.Hash, jws).Write(clock.GetUtcNow()));
        return commit.Succeeded ? Delete(segments.Take(retired)) : (commit.Failure, 0);
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
    private List<ClosedSegment> Closed(JournalAppender journal)
    {
        var found = new List<ClosedSegment>();
        var numbers = SegmentName.Among(folder.List());
        for (var i = 0; i + 1 < numbers.Length && numbers[i + 1] <= journal.SegmentNumber; i++)
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
