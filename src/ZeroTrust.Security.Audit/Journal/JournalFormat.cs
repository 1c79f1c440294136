namespace ZeroTrust.Security.Audit.Journal;

/// <summary>The fixed parts of a journal's lines and the names of its files.</summary>
internal static class JournalFormat
{
    public const int Version = 1;

    /// <summary>The longest event.</summary>
    public const int MaxEventBytes = 16 * 1024;

    /// <summary>The longest line, without its end.</summary>
    public const int MaxLineBytes = MaxEventBytes + EnvelopeBytes;

    /// <summary>No envelope is longer: three names with four numbers of up to 20 digits, two hashes, and the braces.</summary>
    public const int EnvelopeBytes = 320;

    /// <summary>A SHA-256 in hexadecimal digits.</summary>
    public const int HashChars = 64;

    /// <summary>The space set aside for the next segment, so that a full disk finds it already there.</summary>
    public const string SpareName = "spare";

    /// <summary>What a line begins with.</summary>
    public static ReadOnlySpan<byte> SeqPart => "{\"seq\":"u8;

    public static ReadOnlySpan<byte> PrevPart => ",\"prev\":\""u8;

    public static ReadOnlySpan<byte> WallPart => "\",\"wall\":"u8;

    public static ReadOnlySpan<byte> MonoPart => ",\"mono\":"u8;

    public static ReadOnlySpan<byte> FlushedPart => ",\"flushed\":"u8;

    /// <summary>What stands before the hash; everything before this is what is hashed.</summary>
    public static ReadOnlySpan<byte> HashPart => ",\"hash\":\""u8;

    public static ReadOnlySpan<byte> EndPart => "\"}"u8;

    /// <summary>What the first record has for the hash before it.</summary>
    public static ReadOnlySpan<byte> NoHash => "0000000000000000000000000000000000000000000000000000000000000000"u8;
}
