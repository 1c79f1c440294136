namespace ZeroTrust.Security.Secrets.Development;

/// <summary>One file of secrets: read whole, changed under a lock, and replaced by renaming, so that a reader sees the one before or the one after.</summary>
internal sealed class SecretsFile(string directory, string application)
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MaxBytes = 16 * 1024 * 1024;

    private readonly string _path = Path.Combine(directory, application + ".json");

    /// <exception cref="FormatException">It is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is open to others.</exception>
    public SecretsContent Read()
    {
        try
        {
            using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!OperatingSystem.IsWindows())
            {
                PrivateDirectory.Check(File.GetUnixFileMode(file.SafeFileHandle), _path, "0600");
            }

            if (file.Length > MaxBytes)
            {
                throw new FormatException($"The file of secrets is longer than {MaxBytes} bytes.");
            }

            var content = new byte[file.Length];
            file.ReadExactly(content);
            return SecretsFormat.Read(content);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return new();
        }
    }

    /// <summary>Changes it where <paramref name="change"/> says that it did.</summary>
    /// <exception cref="IOException">It cannot be written, or another process is changing it.</exception>
    public bool Change(Func<SecretsContent, bool> change)
    {
        PrivateDirectory.Make(directory);
        using var alone = Open(_path + ".lock", FileMode.OpenOrCreate, FileShare.None);
        var content = Read();
        if (!change(content))
        {
            return false;
        }

        var next = _path + ".new";
        File.Delete(next);
        using (var file = Open(next, FileMode.CreateNew, FileShare.None))
        {
            file.Write(SecretsFormat.Write(content));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
        return true;
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mine;
        }

        return new(path, options);
    }
}
