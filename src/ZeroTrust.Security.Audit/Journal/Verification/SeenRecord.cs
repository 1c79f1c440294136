using System.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>What a whole line says of its place in the chain.</summary>
internal sealed record SeenRecord(long Seq, string Previous, string Hash, long Flushed)
{
    public static SeenRecord Of(in JournalLine line) =>
        new(line.Seq, Encoding.ASCII.GetString(line.Previous), Encoding.ASCII.GetString(line.Hash), line.Flushed);
}
