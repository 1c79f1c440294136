namespace ZeroTrust.Security.Audit.Journal;

/// <summary>A journal's directory on disk: 0700, its files 0600. It is the service's own: a directory that others may enter is refused, and so is a link.</summary>
/// <param name="path">The full path. The directory is made when it is not there; the one above it must be.</param>
internal sealed class DiskJournalFolder(string path) : IJournalFolder
{
    private const string LockName = "journal.lock";
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnDirectory = OwnFile | UnixFileMode.UserExecute;

    // What the platform says when it could not set space aside; every other error has the system's own number.
    private const int GeneralIoError = unchecked((int)0x80131620);

    public long FreeBytes => Guard(path, static path => new DriveInfo(path).AvailableFreeSpace);

    internal static bool IsOfTheDisk(Exception fault) => fault is IOException or UnauthorizedAccessException;

    public IReadOnlyList<string> List() => Guard(path, static path =>
        Directory.Exists(path) ? (IReadOnlyList<string>)[.. Directory.EnumerateFiles(path).Select(static file => Path.GetFileName(file))] : []);

    public IJournalFile Create(string name, long setAside)
    {
        var options = NewFile(FileMode.CreateNew);
        options.PreallocationSize = setAside;
        return OpenWith(name, options);
    }

    public IJournalFile Open(string name, bool writable) => OpenWith(name, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = writable ? FileAccess.ReadWrite : FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
    });

    public void Rename(string from, string to) =>
        Guard((From: Path.Combine(path, from), To: Path.Combine(path, to)), static names =>
        {
            File.Move(names.From, names.To, overwrite: true);
            return true;
        });

    public void Delete(string name) => Guard(Path.Combine(path, name), static file =>
    {
        File.Delete(file);
        return true;
    });

    public void FlushEntries() => Guard(path, static path =>
    {
        DirectoryEntries.Flush(path);
        return true;
    });

    public IDisposable? TryLock()
    {
        Prepare();
        var options = NewFile(FileMode.OpenOrCreate);
        options.Share = FileShare.None;
        try
        {
            RefuseLink(Path.Combine(path, LockName));
            return new FileStream(Path.Combine(path, LockName), options);
        }
        catch (IOException fault) when (IsHeldElsewhere(fault))
        {
            return null;
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            throw JournalFileException.From(fault, LockName);
        }
    }

    // EWOULDBLOCK of Linux and of the BSDs; the sharing and lock violations of Windows.
    private static bool IsHeldElsewhere(IOException fault) => (fault.HResult & 0xFFFF) is 11 or 35 or 32 or 33;

    private static FileStreamOptions NewFile(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnFile;
        }

        return options;
    }

    private static TResult Guard<TState, TResult>(TState state, Func<TState, TResult> call)
    {
        try
        {
            return call(state);
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            throw JournalFileException.From(fault, $"{state}");
        }
    }

    private static void RefuseLink(string file)
    {
        if (new FileInfo(file).LinkTarget is not null)
        {
            throw new JournalFileException(JournalFailure.ReadOnly, $"{file} is a link. The files of a journal stand in its own directory.");
        }
    }

    private DiskJournalFile OpenWith(string name, FileStreamOptions options)
    {
        try
        {
            RefuseLink(Path.Combine(path, name));

            return new(new FileStream(Path.Combine(path, name), options), name);
        }
        catch (IOException fault) when (options.PreallocationSize > 0 && fault.HResult == GeneralIoError)
        {
            throw new JournalFileException(JournalFailure.NoSpace, fault.Message, fault);
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            throw JournalFileException.From(fault, name);
        }
    }

    private void Prepare()
    {
        try
        {
            RefuseLink(path);
            if (!Directory.Exists(path))
            {
                Make();
            }
            else if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnDirectory) != UnixFileMode.None)
            {
                throw new JournalFileException(JournalFailure.ReadOnly, $"{path} is open to others than its owner. Make its mode 0700.");
            }
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            throw JournalFileException.From(fault, path);
        }
    }

    // Where the directory above is missing too, a volume may not be mounted: a new journal beside it would not be the service's.
    private void Make()
    {
        var above = Path.GetDirectoryName(path);
        if (!Directory.Exists(above))
        {
            throw new JournalFileException(JournalFailure.ReadOnly, $"{path} cannot be made: the directory above it is not there.");
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnDirectory);
            DirectoryEntries.Flush(above);
        }
    }
}
