using System.Security.Cryptography;

namespace ZeroTrust.Security.Secrets;

/// <summary>Reads one file whole, where its modes allow it to be taken. On Windows, which has no such modes, the directory's access list decides.</summary>
internal static class SecretFile
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode EveryoneReads = UnixFileMode.OtherRead;
    private const int Attempts = 5;

    /// <returns>The secret, or what is wrong with the file.</returns>
    /// <exception cref="IOException">It cannot be read, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static (Secret? Secret, SecretResult Problem) Read(string path, string shown, FileSecretsOptions options)
    {
        // Pinned: a collection would leave copies behind.
        var buffer = GC.AllocateUninitializedArray<byte>(SecretVersion.MaxBytes + 1, pinned: true);
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                if (Forbidden(file, shown, options) is { } refusal)
                {
                    return (null, refusal);
                }

                // Changed in place while it was read, which whoever keeps secrets in files should not do: what was read may be of both.
                var before = StampOf(file);
                var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
                if (before == StampOf(file) && (length == file.Length || length == buffer.Length))
                {
                    return Take(buffer.AsSpan(0, length), shown, options);
                }
            }

            return (null, SecretResult.Unavailable($"The file {shown} changes while it is read. Put the new one in its place by renaming it."));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private static (Secret? Secret, SecretResult Problem) Take(ReadOnlySpan<byte> content, string shown, FileSecretsOptions options)
    {
        if (content.Length > SecretVersion.MaxBytes)
        {
            return (null, SecretResult.Malformed($"The file {shown} is longer than {SecretVersion.MaxBytes} bytes."));
        }

        var value = options.IgnoreFinalLineEnd ? WithoutLineEnd(content) : content;
        return value.IsEmpty ? (null, SecretResult.Malformed($"The file {shown} is empty.")) : (new(value), default);
    }

    private static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> content) => content switch
    {
        [.. var value, (byte)'\r', (byte)'\n'] => value,
        [.. var value, (byte)'\n'] => value,
        _ => content,
    };

    private static (long Length, DateTime Written) StampOf(FileStream file) => (file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));

    private static SecretResult? Forbidden(FileStream file, string shown, FileSecretsOptions options)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var mode = File.GetUnixFileMode(file.SafeFileHandle);
        if ((mode & OthersWrite) != UnixFileMode.None)
        {
            return SecretResult.Refused($"The file {shown} may be written by others than its owner. Make its mode 0400.");
        }

        return (mode & EveryoneReads) != UnixFileMode.None && !options.AllowFilesReadableByEveryone
            ? SecretResult.Refused($"The file {shown} may be read by everyone. Make its mode 0400 or 0440 (in Kubernetes: defaultMode), or set {nameof(FileSecretsOptions.AllowFilesReadableByEveryone)}.")
            : null;
    }
}
