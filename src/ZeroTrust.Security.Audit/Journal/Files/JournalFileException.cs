namespace ZeroTrust.Security.Audit.Journal;

#pragma warning disable RCS1194 // Thrown by the file layer alone, always with a reason.
/// <summary>A file call failed. It never leaves the package.</summary>
internal sealed class JournalFileException(JournalFailure failure, string message, Exception? inner = null) : IOException(message, inner)
{
    private const int DiskFull = 28;
    private const int FileTooLarge = 27;
    private const int OverQuota = 122;
    private const int ReadOnlySystem = 30;
    private const int WindowsDiskFull = 112;
    private const int WindowsHandleDiskFull = 39;

    public JournalFailure Failure => failure;

    /// <summary>Sorts a failure of the platform's; its <see cref="Exception.HResult"/> is the system's error on Unix.</summary>
    public static JournalFileException From(Exception fault, string name) => fault switch
    {
        JournalFileException known => known,
        UnauthorizedAccessException => new(JournalFailure.ReadOnly, $"{name}: {fault.Message}", fault),
        _ => new(Sort(fault.HResult), $"{name}: {fault.Message}", fault),
    };

    private static JournalFailure Sort(int error) => OperatingSystem.IsWindows()
        ? (error & 0xFFFF) is WindowsDiskFull or WindowsHandleDiskFull ? JournalFailure.NoSpace : JournalFailure.Io
        : error switch
        {
            DiskFull or FileTooLarge or OverQuota => JournalFailure.NoSpace,
            ReadOnlySystem => JournalFailure.ReadOnly,
            _ => JournalFailure.Io,
        };
}
#pragma warning restore RCS1194
