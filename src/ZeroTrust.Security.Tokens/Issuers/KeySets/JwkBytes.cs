using System.Buffers;
using System.Buffers.Text;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Reads the base64url members of a JWK (RFC 7518 §2), canonical ones only: no padding, no blanks, no unused bits set.</summary>
internal static class JwkBytes
{
    // Far beyond the largest modulus taken.
    private const int MaxChars = 4096;

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>Decodes a member's value.</summary>
    public static bool TryRead(JsonValue member, out byte[] bytes)
    {
        bytes = [];
        Span<byte> text = stackalloc byte[MaxChars];
        if (!member.TryCopyTo(text, out var length) || length == 0 || length % 4 == 1)
        {
            return false;
        }

        // The platform's decoder takes blanks, padding and percent signs too.
        text = text[..length];
        if (text.ContainsAnyExcept(Alphabet))
        {
            return false;
        }

        bytes = new byte[Base64Url.GetMaxDecodedLength(length)];
        var status = Base64Url.DecodeFromUtf8(text, bytes, out var consumed, out var written);
        return status == OperationStatus.Done && consumed == length && written == bytes.Length;
    }
}
