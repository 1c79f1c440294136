namespace ZeroTrust.Security.Secrets;

/// <summary>Tells that something was put into, or renamed in, the directory of a secret. Only a hint: polling makes up for what a system does not tell.</summary>
internal sealed class FileHints : IDisposable
{
    private readonly FileSystemWatcher _watcher;

    private FileHints(FileSystemWatcher watcher, Action changed)
    {
        _watcher = watcher;
        _watcher.Created += (_, _) => changed();
        _watcher.Changed += (_, _) => changed();
        _watcher.Renamed += (_, _) => changed();
        _watcher.Deleted += (_, _) => changed();
        _watcher.Error += (_, _) => changed();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Watches the directory, or the mount below it of that name. Null where it cannot be watched.</summary>
    public static FileHints? Create(string directory, string name, Action changed)
    {
        var mount = Path.Combine(directory, name);
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(Directory.Exists(mount) ? mount : directory) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite };
            return new(watcher, changed);
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The system has no watches left, or the directory is not there yet.
            watcher?.Dispose();
            return null;
        }
    }

    public void Dispose() => _watcher.Dispose();
}
