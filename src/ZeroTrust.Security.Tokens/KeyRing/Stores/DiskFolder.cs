namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>A directory on disk that belongs to this service alone: 0700, its files 0600. Anything looser is refused, and so is a link.</summary>
/// <param name="path">The full path. The directory is made when it is not there; the one above it must be.</param>
internal sealed class DiskFolder(string path) : IRingFolder
{
    private const string LockName = "ring.lock";

    private static readonly UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public byte[]? Read(string name, int maxBytes)
    {
        Prepare();
        try
        {
            using var stream = Open(name, new() { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            return ReadWhole(stream, maxBytes);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public IRingFile Create(string name) => new DiskFile(Open(name, NewFile(FileMode.CreateNew)));

    public void Rename(string from, string to) => File.Move(Path.Combine(path, from), Path.Combine(path, to), overwrite: true);

    public void Delete(string name) => File.Delete(Path.Combine(path, name));

    public void FlushEntries() => DirectoryEntries.Flush(path);

    public IDisposable? TryLock()
    {
        Prepare();
        try
        {
            return Open(LockName, NewFile(FileMode.OpenOrCreate));
        }
        catch (IOException fault) when (IsHeldElsewhere(fault))
        {
            return null;
        }
    }

    // EWOULDBLOCK of Linux and of the BSDs; the sharing and lock violations of Windows.
    private static bool IsHeldElsewhere(IOException fault) => (fault.HResult & 0xFFFF) is 11 or 35 or 32 or 33;

    private static FileStreamOptions NewFile(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnFile;
        }

        return options;
    }

    private static byte[] ReadWhole(FileStream stream, int maxBytes)
    {
        if (stream.Length > maxBytes)
        {
            throw new KeyRingStoreException($"{stream.Name} is larger than {maxBytes} bytes.");
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private FileStream Open(string name, FileStreamOptions options)
    {
        var file = Path.Combine(path, name);
        FileAccessRule.RefuseLink(file);
        var stream = new FileStream(file, options);
        try
        {
            FileAccessRule.RefuseShared(stream);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private void Prepare()
    {
        if (Directory.Exists(path))
        {
            FileAccessRule.RefuseSharedDirectory(path);
        }
        else
        {
            Make(Path.GetDirectoryName(path));
        }
    }

    // Where the directory above is missing too, a volume may not be mounted: a new ring beside it would not be the service's.
    private void Make(string? above)
    {
        if (!Directory.Exists(above))
        {
            throw new KeyRingStoreException($"{path} cannot be made: the directory above it is not there.");
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnFile | UnixFileMode.UserExecute);
            DirectoryEntries.Flush(above);
        }
    }
}
