using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace ZeroTrust.Security.Encryption;

/// <summary>A256KW (RFC 7518 §4.4, RFC 3394), by Microsoft.IdentityModel: the platform has only the padded form of RFC 5649.</summary>
internal static class KeyWrap
{
    /// <summary>The length of a wrapped key of 32 bytes.</summary>
    public const int WrappedBytes = ContentCipher.KeyBytes + 8;

    /// <param name="wrapping">The key that wraps; 32 bytes.</param>
    /// <param name="key">The key of a message.</param>
    public static byte[] Wrap(byte[] wrapping, ReadOnlySpan<byte> key)
    {
        var copy = key.ToArray();
        try
        {
            using var provider = new SymmetricKeyWrapProvider(new SymmetricSecurityKey(wrapping), SecurityAlgorithms.Aes256KW);
            return provider.WrapKey(copy);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <returns><see langword="false"/> when it was wrapped with another key, or changed.</returns>
    public static bool TryUnwrap(byte[] wrapping, ReadOnlySpan<byte> wrapped, Span<byte> key)
    {
        byte[]? unwrapped = null;
        try
        {
            using var provider = new SymmetricKeyWrapProvider(new SymmetricSecurityKey(wrapping), SecurityAlgorithms.Aes256KW);
            unwrapped = provider.UnwrapKey(wrapped.ToArray());
            return unwrapped.AsSpan().TryCopyTo(key) && unwrapped.Length == key.Length;
        }
        catch (SecurityTokenKeyWrapException)
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unwrapped);
        }
    }
}
