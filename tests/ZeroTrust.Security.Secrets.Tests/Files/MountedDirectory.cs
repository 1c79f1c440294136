using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ZeroTrust.Security.Secrets.Tests.Files;

/// <summary>A directory with mounts in it, written as the kubelet writes them: a new directory for each version, and a link renamed over the one before.</summary>
internal sealed class MountedDirectory : IDisposable
{
    private int _count;

    public MountedDirectory() => Path = Directory.CreateTempSubdirectory("zt-secrets-").FullName;

    public string Path { get; }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Puts a file in the place of another by renaming it.</summary>
    public string Put(string name, byte[] value, UnixFileMode mode = UnixFileMode.UserRead)
    {
        var next = PathOf($".new-{Interlocked.Increment(ref _count)}");
        Write(next, value, mode);
        File.Move(next, PathOf(name), overwrite: true);
        return PathOf(name);
    }

    /// <summary>Swaps the mount below a name; the directory of the version before goes, as it does in a cluster.</summary>
    public void Swap(string mount, IReadOnlyDictionary<string, byte[]> files) => SwapIn(PathOf(mount), files);

    /// <summary>The same with the directory itself for the mount.</summary>
    public void SwapRoot(IReadOnlyDictionary<string, byte[]> files) => SwapIn(Path, files);

    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static void Write(string path, byte[] value, UnixFileMode mode)
    {
        File.WriteAllBytes(path, value);
        SetMode(path, mode);
    }

#pragma warning disable SYSLIB1054, CA5392 // LibraryImport needs unsafe code. The system's own library comes from no search path.
    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static extern int Rename(byte[] from, byte[] to);
#pragma warning restore SYSLIB1054, CA5392

    private void SwapIn(string home, IReadOnlyDictionary<string, byte[]> files)
    {
        var version = string.Create(CultureInfo.InvariantCulture, $"..2030_01_01_00_00_{Interlocked.Increment(ref _count):0000000}");
        var data = System.IO.Path.Combine(home, "..data");
        var before = new FileInfo(data).LinkTarget;
        Directory.CreateDirectory(System.IO.Path.Combine(home, version));
        foreach (var (name, value) in files)
        {
            Write(System.IO.Path.Combine(home, version, name), value, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            var visible = System.IO.Path.Combine(home, name);
            if (new FileInfo(visible).LinkTarget is null)
            {
                File.CreateSymbolicLink(visible, System.IO.Path.Combine("..data", name));
            }
        }

        var next = System.IO.Path.Combine(home, "..data_tmp");
        File.CreateSymbolicLink(next, version);

        // The platform's own call does not rename a link to a directory over another one.
        if (Rename(Encoding.UTF8.GetBytes(next + '\0'), Encoding.UTF8.GetBytes(data + '\0')) != 0)
        {
            throw new IOException($"rename: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        if (before is not null)
        {
            Directory.Delete(System.IO.Path.Combine(home, before), recursive: true);
        }
    }
}
