using System.Diagnostics;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>
/// A small file system of a test's own, in memory: it is really full when it is full. It is mounted in a namespace that a process of its own holds, and is reached through
/// that; nobody else sees it, and nothing of it is left when the process ends, however it does.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private static readonly Lazy<bool> Tried = new(Try);

    private readonly Process _holder;
    private readonly string _mounted;

    private SmallDisk(Process holder, string mounted) => (_holder, _mounted) = (holder, mounted);

    /// <summary>Whether this machine lets the test mount one.</summary>
    public static bool IsAvailable => Tried.Value;

    public string Path => $"/proc/{_holder.Id}/root{_mounted}";

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <returns>Null where it may not be mounted.</returns>
    public static SmallDisk? Mount(int megabytes)
    {
        var mounted = Directory.CreateTempSubdirectory("zerotrust-disk").FullName;
        var start = new ProcessStartInfo("unshare", [Environment.IsPrivilegedProcess ? "-m" : "-rm", "sh", "-c", $"mount -t tmpfs -o size={megabytes}m,mode=0700 tmpfs \"$0\" && echo mounted && exec cat", mounted])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        var disk = new SmallDisk(Process.Start(start)!, mounted);
        if (disk._holder.StandardOutput.ReadLine() == "mounted")
        {
            return disk;
        }

        disk.Dispose();
        return null;
    }

    /// <summary>Fills it to the last page.</summary>
    public void Fill()
    {
        using var file = File.OpenHandle(Filler, FileMode.CreateNew, FileAccess.Write);
        var page = new byte[4096];
        try
        {
            for (var offset = 0L; offset < long.MaxValue; offset += page.Length)
            {
                RandomAccess.Write(file, page, offset);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Gives back what it was filled with.</summary>
    public void Empty() => File.Delete(Filler);

    public void Dispose()
    {
        _holder.StandardInput.Close();
        _holder.WaitForExit();
        _holder.Dispose();
        Directory.Delete(_mounted);
    }

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/unshare"))
        {
            return false;
        }

        using var disk = Mount(1);
        return disk is not null && Directory.Exists(disk.Path);
    }
}
