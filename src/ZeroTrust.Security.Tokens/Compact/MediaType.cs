using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Compact;

/// <summary>The media types of <c>typ</c> and <c>cty</c>: ASCII without case, <c>application/</c> may be left out (RFC 7515 §4.1.9).</summary>
internal static class MediaType
{
    /// <summary>An access token (RFC 9068 §2.1).</summary>
    public static bool IsAccessToken(JsonValue type) => Is(type, "at+jwt"u8) || Is(type, "application/at+jwt"u8);

    /// <summary><c>JWT</c>, as issuers wrote it before RFC 9068.</summary>
    public static bool IsLegacy(JsonValue type) => Is(type, "JWT"u8);

    /// <summary>A token of any kind, as <c>cty</c> announces one within (RFC 7519 §5.2).</summary>
    public static bool IsToken(JsonValue contentType) =>
        Is(contentType, "JWT"u8) || Is(contentType, "application/jwt"u8) || IsAccessToken(contentType);

    private static bool Is(JsonValue value, ReadOnlySpan<byte> mediaType)
    {
        if (!value.HasEscapes)
        {
            return value.IsText && IsSame(value.Raw, mediaType);
        }

        var at = 0;
        foreach (var rune in value.Runes)
        {
            if (at == mediaType.Length || !rune.IsAscii || !IsSameLetter((byte)rune.Value, mediaType[at]))
            {
                return false;
            }

            at++;
        }

        return value.IsText && at == mediaType.Length;
    }

    // Bytes beyond ASCII are in no media type, so they equal none.
    private static bool IsSame(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mediaType)
    {
        if (text.Length != mediaType.Length)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (!IsSameLetter(text[i], mediaType[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSameLetter(byte a, byte b) => ToLower(a) == ToLower(b);

    private static int ToLower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? letter | 0x20 : letter;
}
