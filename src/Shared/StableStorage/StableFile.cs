using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ZeroTrust.Security.StableStorage;

/// <summary>
/// Makes what was written to a file outlast a power cut. On Linux the system is asked directly: the platform's own call takes three errors
/// for success, and one of them, EROFS, is what a file system answers that gave up after an error and threw the write away.
/// </summary>
internal static class StableFile
{
    private const int Interrupted = 4;

    /// <exception cref="IOException">What was written may not be there after a power cut; its <see cref="Exception.HResult"/> is the system's error.</exception>
    public static void Flush(SafeFileHandle file, string name)
    {
        if (!OperatingSystem.IsLinux())
        {
            // On macOS this also empties the drive's cache, which the system's call of that name does not.
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (Sync(file) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw new IOException($"{name} cannot be flushed: {new Win32Exception(error).Message}", error);
            }
        }
    }

#pragma warning disable SYSLIB1054, CA5392 // LibraryImport needs unsafe code. The system's own library comes from no search path.
    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(SafeFileHandle file);
#pragma warning restore SYSLIB1054, CA5392
}
