using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>
/// How far a journal may be read by those who follow it. Whoever writes the journal says so after each commit, with one write to memory: nobody who
/// follows can hold it up. Threads may share it.
/// </summary>
/// <param name="folder">The journal's files.</param>
internal sealed class JournalFeed(IJournalFolder folder)
{
    private volatile FeedEnd _end = FeedEnd.None;

    public IJournalFolder Folder => folder;

    /// <summary>Where what outlasts a power cut ends.</summary>
    public FeedEnd End => _end;

    /// <summary>The last record before it.</summary>
    public JournalHead Head => _end is { Hash: { } hash } end ? new(end.Seq, hash) : JournalHead.None;

    /// <summary>To be called by the journal's one writer, once it is open and after each commit.</summary>
    public void Publish(JournalAppender journal) => _end = new(journal.End.Segment, journal.End.Bytes, journal.Head.Seq) { Hash = journal.Head.Hash };
}
