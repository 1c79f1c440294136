namespace ZeroTrust.Security.Audit.Journal;

/// <summary>An open file of a <see cref="IJournalFolder"/>. Every call can throw <see cref="JournalFileException"/>.</summary>
internal interface IJournalFile : IDisposable
{
    long GetLength();

    /// <summary>Reads what is there, up to the length of <paramref name="target"/>; 0 at the end.</summary>
    int Read(Span<byte> target, long offset);

    /// <summary>Writes all of it. After a failure any part of it may be there.</summary>
    void Write(ReadOnlySpan<byte> content, long offset);

    /// <summary>Ends the file there, and gives back the space that was set aside beyond.</summary>
    void Cut(long length);

    /// <summary>Returns when all that was written outlasts a power cut. After a failure nothing is known of it, and asking again does not tell.</summary>
    void Flush();
}
