using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>
/// A file with a secret of this service, such as a key-encryption key or a pepper: 32 bytes, or their base64 on one line. It may be a link, as files of mounted secrets are, while what
/// it leads to stands below the same directory.
/// </summary>
internal static class KeyEncryptionKeyFile
{
    // 44 characters of base64, and the end of the line.
    private const int MaxBytes = 46;

    /// <exception cref="KeyRingStoreException">The file cannot be read, is open to others, or holds no such key.</exception>
    public static Secret Read(string file)
    {
        Span<byte> content = stackalloc byte[MaxBytes + 1];
        try
        {
            LinkRule.RefuseEscape(file);
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            FileAccessRule.RefuseShared(stream);
            return Parse(content[..stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)])
                ?? throw new KeyRingStoreException($"{file} holds no key of the right length: 32 random bytes, or their base64 on one line.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingStoreException($"{file} cannot be read: {fault.Message}", fault);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>The key in the content of a file or of a secret: 32 bytes, or their base64 on one line; null when it is neither.</summary>
    public static Secret? Parse(ReadOnlySpan<byte> content)
    {
        if (content.Length == AesGcmKeyProtector.KeyBytes)
        {
            return new(content);
        }

        Span<byte> key = stackalloc byte[AesGcmKeyProtector.KeyBytes];
        try
        {
            var text = content.TrimEnd("\r\n"u8);
            return Base64.DecodeFromUtf8(text, key, out var read, out var written) == OperationStatus.Done && read == text.Length && written == key.Length
                ? new(key)
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
