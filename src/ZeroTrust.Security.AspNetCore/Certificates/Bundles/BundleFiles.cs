using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// Reads a bundle's files, each time whole: no time stamp is trusted, so that a mounted directory which is swapped by a link is seen too.
/// </summary>
internal static class BundleFiles
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly string[] Extensions = [".pem", ".crt", ".cer"];

    /// <summary>The text of all files, and a digest of their names and bytes; a problem in place of the text.</summary>
    public static string? Read(string path, out List<string> texts, out byte[] digest)
    {
        texts = [];
        digest = [];
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var left = MaxBytes;
            foreach (var file in Directory.Exists(path) ? List(path) : [path])
            {
                var bytes = ReadFile(file, left);
                left -= bytes.Length;
                if (left < 0)
                {
                    return $"it has more than {MaxBytes} bytes.";
                }

                hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(file))));
                hash.AppendData(SHA256.HashData(bytes));
                texts.Add(Encoding.Latin1.GetString(bytes));
            }

            digest = hash.GetHashAndReset();
            return texts.Count > 0 ? null : "there is no .pem, .crt or .cer file in the directory.";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return "there is no such file or directory that can be read.";
        }
    }

    // Hidden names are left out: a mounted ConfigMap keeps its generations under them.
    private static IEnumerable<string> List(string directory) => Directory
        .EnumerateFiles(directory)
        .Where(static file => Path.GetFileName(file)[0] != '.' && Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);

    private static byte[] ReadFile(string file, int left)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[Math.Min(left, stream.Length + 1) + 1];
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }
}
