namespace ZeroTrust.Security.Secrets.Vault.Tests;

/// <summary>Files that a login is proven with, in a directory of the test.</summary>
internal sealed class LoginFiles : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("zt-vault-").FullName;

    /// <summary>Puts a file in its place by renaming it, as agents do.</summary>
    public string Put(string name, string content, UnixFileMode mode = UnixFileMode.UserRead)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path + ".new", content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path + ".new", mode);
        }

        File.Move(path + ".new", path, overwrite: true);
        return path;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
