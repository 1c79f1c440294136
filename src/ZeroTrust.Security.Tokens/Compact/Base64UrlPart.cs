using System.Buffers;
using System.Buffers.Text;

namespace ZeroTrust.Security.Tokens.Compact;

/// <summary>
/// Canonical base64url without padding (RFC 7515 §2, RFC 4648 §3.5, §5): one text for each sequence of bytes. The platform's decoder
/// also takes blanks, line feeds and padding, so the form is checked here first.
/// </summary>
internal static class Base64UrlPart
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Whether the text is canonical. The empty text is, and stands for no bytes.</summary>
    public static bool IsCanonical(ReadOnlySpan<char> text) =>
        !text.ContainsAnyExcept(Alphabet) && (text.Length % 4) switch
        {
            0 => true,
            2 => "AQgw".Contains(text[^1], StringComparison.Ordinal),
            3 => "AEIMQUYcgkosw048".Contains(text[^1], StringComparison.Ordinal),
            _ => false,
        };

    /// <summary>How many bytes a canonical text stands for.</summary>
    public static int DecodedLength(int textLength) => (int)((long)textLength * 3 / 4);

    /// <summary>Decodes a canonical text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">Exactly <see cref="DecodedLength"/> bytes.</param>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination) =>
        Base64Url.DecodeFromChars(text, destination, out _, out var written) == OperationStatus.Done && written == destination.Length;

    /// <inheritdoc cref="TryDecode(ReadOnlySpan{char}, Span{byte})"/>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> destination) =>
        Base64Url.DecodeFromUtf8(text, destination, out _, out var written) == OperationStatus.Done && written == destination.Length;
}
