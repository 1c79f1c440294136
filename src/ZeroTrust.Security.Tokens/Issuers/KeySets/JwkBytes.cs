using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Reads the base64url members of a JWK (RFC 7518 §2), canonical ones only.</summary>
internal static class JwkBytes
{
    // Far beyond the largest modulus taken.
    private const int MaxChars = 4096;

    /// <summary>Decodes a member's value.</summary>
    public static bool TryRead(JsonValue member, out byte[] bytes)
    {
        bytes = [];
        if (!member.IsText || member.IsEmptyText || member.Raw.Length > MaxChars)
        {
            return false;
        }

        var text = member.GetString();
        if (!Base64UrlPart.IsCanonical(text))
        {
            return false;
        }

        bytes = new byte[Base64UrlPart.DecodedLength(text.Length)];
        return Base64UrlPart.TryDecode(text, bytes);
    }
}
