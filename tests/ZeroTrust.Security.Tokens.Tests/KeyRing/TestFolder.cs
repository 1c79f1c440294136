using System.Runtime.Versioning;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>A directory for keys that goes with the test.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory();

    /// <summary>The directory of keys, not there yet.</summary>
    public string Keys => this["keys"];

    public string this[string name] => Path.Combine(_home.FullName, name);

    public DirectoryKeyRingStore OpenStore() => new(new DiskFolder(Keys));

    /// <summary>Writes a file of keys with a mode.</summary>
    public string Write(string name, byte[] content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        File.SetUnixFileMode(this[name], mode);
        return this[name];
    }

    public void Dispose() => _home.Delete(recursive: true);
}
