using System.Security.Cryptography;

namespace ZeroTrust.Security.Encryption;

/// <summary>A256GCM (RFC 7518 §5.3): a key for one message, so a nonce is used once.</summary>
internal static class ContentCipher
{
    public const string Name = "A256GCM";
    public const int KeyBytes = 32;
    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    public static void Encrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag, ReadOnlySpan<byte> authenticated)
    {
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plaintext, ciphertext, tag, authenticated);
    }

    /// <returns><see langword="false"/> when a byte of it is not as it was sealed; then <paramref name="plaintext"/> is zeroed.</returns>
    public static bool TryDecrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext, ReadOnlySpan<byte> authenticated)
    {
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(nonce, ciphertext, tag, plaintext, authenticated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
