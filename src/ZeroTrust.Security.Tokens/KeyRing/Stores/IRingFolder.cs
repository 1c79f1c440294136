namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>The file calls of a <see cref="DirectoryKeyRingStore"/>, so that tests can cut the power before and after each one.</summary>
internal interface IRingFolder
{
    /// <summary>Reads a file whole; null when there is none.</summary>
    byte[]? Read(string name, int maxBytes);

    /// <summary>Makes a new file, which nobody else may read. It must not be there.</summary>
    IRingFile Create(string name);

    /// <summary>Renames a file over another, at once for every reader. It outlasts a power cut once the entries are flushed.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file; nothing happens when there is none.</summary>
    void Delete(string name);

    /// <summary>Returns when the folder's entries as they are now outlast a power cut.</summary>
    void FlushEntries();

    /// <summary>Takes the one lock of the folder, across processes; null while another holds it.</summary>
    IDisposable? TryLock();
}
