namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Whom the files of keys may be open to: their owner. On Windows, which has no such modes, the directory's access list decides.</summary>
internal static class FileAccessRule
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <exception cref="KeyRingStoreException">Others than its owner may open the file.</exception>
    public static void RefuseShared(FileStream file)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) != UnixFileMode.None)
        {
            throw new KeyRingStoreException($"{file.Name} is open to others than its owner. Make its mode 0600; if others may have read it, make new keys.");
        }
    }

    /// <exception cref="KeyRingStoreException">Others than its owner may enter the directory.</exception>
    public static void RefuseSharedDirectory(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw new KeyRingStoreException($"{path} is open to others than its owner. Make its mode 0700.");
        }
    }

    /// <exception cref="KeyRingStoreException">The file is a link.</exception>
    public static void RefuseLink(string file)
    {
        if (new FileInfo(file).LinkTarget is not null)
        {
            throw new KeyRingStoreException($"{file} is a link. Files that keys are kept in stand in their directory themselves.");
        }
    }
}
