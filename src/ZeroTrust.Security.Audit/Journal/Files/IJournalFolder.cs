namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// The file calls of a journal, so that tests can fail each one and cut the power around it. Every call can throw <see cref="JournalFileException"/>.
/// </summary>
internal interface IJournalFolder
{
    /// <summary>How much the folder's disk still takes, in bytes.</summary>
    long FreeBytes { get; }

    IReadOnlyList<string> List();

    /// <summary>Makes a new file, which nobody else may read, with space set aside that readers do not see. It must not be there.</summary>
    IJournalFile Create(string name, long setAside);

    /// <summary>Opens a file that is there.</summary>
    IJournalFile Open(string name, bool writable);

    /// <summary>Renames a file over another, also while it is open. It outlasts a power cut once the entries are flushed.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file; nothing happens when there is none.</summary>
    void Delete(string name);

    /// <summary>Returns when the folder's entries as they are now outlast a power cut.</summary>
    void FlushEntries();

    /// <summary>Takes the one lock of the folder, across processes; null while another holds it. The end of the process frees it, however it ends.</summary>
    IDisposable? TryLock();
}
