using System.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>A record of a journal by number and hash, and with it all before.</summary>
/// <param name="Seq">Its number; 0 before the first.</param>
/// <param name="Hash">Its hash, as digits.</param>
internal sealed record JournalHead(long Seq, string Hash)
{
    public static JournalHead None { get; } = new(0, Encoding.ASCII.GetString(JournalFormat.NoHash));

    public static JournalHead Of(in JournalLine line) => new(line.Seq, Encoding.ASCII.GetString(line.Hash));
}
