using System.Security.Cryptography;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>What a crash left behind the last whole record: never acknowledged, and cut.</summary>
/// <param name="Segment">The segment it is in.</param>
/// <param name="After">The last whole record.</param>
/// <param name="Bytes">How much is cut.</param>
/// <param name="Sha256">The hash of what is cut, as digits.</param>
internal sealed record TornTail(int Segment, long After, long Bytes, string Sha256)
{
    public const string RecordType = "journal.repair";

    public static TornTail Of(IJournalFile file, int segment, long after, long from)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        var offset = from;
        for (int read; (read = file.Read(buffer, offset)) > 0; offset += read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return new(segment, after, offset - from, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public byte[] Write(DateTimeOffset now) => OwnRecord.Write(RecordType, now, WriteMembers);

    private void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteNumber("segment"u8, Segment);
        writer.WriteNumber("after"u8, After);
        writer.WriteNumber("cut_bytes"u8, Bytes);
        writer.WriteString("cut_sha256"u8, Sha256);
    }
}
