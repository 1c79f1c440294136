using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ZeroTrust.Security.StableStorage;

/// <summary>
/// Makes a directory's entries outlast a power cut. The platform opens no directories, so one call goes to the system. On Windows there is
/// no such call, and a rename there is as durable as the file system's journal makes it.
/// </summary>
internal static class DirectoryEntries
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The entries may not be there after a power cut.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var directory = new SafeFileHandle(Open(Encoding.UTF8.GetBytes(path + '\0'), ReadOnly), ownsHandle: true);
        if (directory.IsInvalid)
        {
            throw new IOException($"{path} cannot be opened to be flushed.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }

        StableFile.Flush(directory, path);
    }

    // Bytes and a number pass as they are: nothing is marshalled, so no unsafe code is generated for it.
#pragma warning disable SYSLIB1054, CA5392 // LibraryImport needs unsafe code. The system's own library comes from no search path.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern nint Open(byte[] path, int flags);
#pragma warning restore SYSLIB1054, CA5392
}
