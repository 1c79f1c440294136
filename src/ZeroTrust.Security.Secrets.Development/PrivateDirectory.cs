namespace ZeroTrust.Security.Secrets.Development;

/// <summary>Directories and files that are this user's alone. On Windows, which has no such modes, the user's settings are that already.</summary>
internal static class PrivateDirectory
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="UnauthorizedAccessException">It is open to others.</exception>
    public static DirectoryInfo Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        var made = Directory.CreateDirectory(path, Mine);
        Check(made.UnixFileMode, path, "0700");
        return made;
    }

    /// <exception cref="UnauthorizedAccessException">It is open to others.</exception>
    public static void Check(UnixFileMode mode, string path, string wanted)
    {
        if ((mode & ~Mine) != UnixFileMode.None)
        {
            throw new UnauthorizedAccessException($"{path} is open to others than its owner. Make its mode {wanted}.");
        }
    }
}
