using Microsoft.Win32.SafeHandles;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>
/// The standard output as a file. The console's own stream takes a closed pipe for success on Unix and drops what is written: here it is an error, as it is on
/// every other file.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    public static Stream Open() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : Open(Descriptor);

    /// <summary>Any descriptor, which stays open.</summary>
    public static Stream Open(nint descriptor) => new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
