using System.Buffers;
using System.Buffers.Text;
using System.Text;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>Signs a payload and writes the compact form (RFC 7515 §3.1, §5.1), in one rented buffer.</summary>
internal static class CompactJws
{
    private const int MaxSignatureBytes = 1024;

    /// <param name="key">The key.</param>
    /// <param name="header">The encoded header with the dot behind it.</param>
    /// <param name="payload">The payload.</param>
    public static string Sign(SigningKey key, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var payloadLength = Base64Url.GetEncodedLength(payload.Length);
        var length = header.Length + payloadLength + 1 + Base64Url.GetEncodedLength(key.SignatureBytes);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var token = rented.AsSpan(0, length);
            header.CopyTo(token);
            Base64Url.EncodeToUtf8(payload, token[header.Length..], out _, out _);
            var signed = header.Length + payloadLength;
            Span<byte> signature = stackalloc byte[MaxSignatureBytes];
            signature = signature[..key.SignatureBytes];
            key.Sign(token[..signed], signature);
            token[signed] = (byte)'.';
            Base64Url.EncodeToUtf8(signature, token[(signed + 1)..], out _, out _);
            return Encoding.ASCII.GetString(token);
        }
        finally
        {
            // A token is as good as a password.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
