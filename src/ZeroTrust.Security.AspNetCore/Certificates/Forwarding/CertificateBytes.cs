using System.Buffers;
using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Decodes certificates out of header text: one spelling for each, and no byte beside the certificate.</summary>
internal static class CertificateBytes
{
    /// <summary>The longest text taken, in characters: several times that of an ordinary certificate.</summary>
    public const int MaxCharacters = 24 * 1024;

    private const int EscapeLength = 3;
    private const string CertificateLabel = "CERTIFICATE";

    private static readonly SearchValues<char> Base64Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    // RFC 3986 §2.3.
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Decodes base64 with padding and nothing else (RFC 4648 §4); null when it is not one DER object.</summary>
    public static byte[]? FromBase64(ReadOnlySpan<char> text)
    {
        var body = text.EndsWith("==") ? text[..^2] : text.EndsWith("=") ? text[..^1] : text;
        if (text.Length is 0 or > MaxCharacters || text.Length % 4 != 0 || body.ContainsAnyExcept(Base64Characters))
        {
            return null;
        }

        var der = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64Chars(text, der, out var length) && Convert.ToBase64String(der, 0, length).AsSpan().SequenceEqual(text)
            ? OneObject(der.AsSpan(0, length))
            : null;
    }

    /// <summary>Decodes percent-encoded PEM: one certificate, with blanks or line feeds around it and nothing else; null for anything else.</summary>
    public static byte[]? FromEscapedPem(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxCharacters)
        {
            return null;
        }

        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var length = Unescape(text, rented);
            return length < 0 ? null : FromPem(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    private static byte[]? FromPem(ReadOnlySpan<char> pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields)
            || !pem[fields.Label].SequenceEqual(CertificateLabel)
            || !pem[..fields.Location.Start].IsWhiteSpace()
            || !pem[fields.Location.End..].IsWhiteSpace())
        {
            return null;
        }

        var der = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(pem[fields.Base64Data], der, out var length) ? OneObject(der.AsSpan(0, length)) : null;
    }

    // RFC 3986 §2.1; what is not reserved stands for itself, the rest is encoded. ASCII alone: PEM is.
    private static int Unescape(ReadOnlySpan<char> text, Span<char> decoded)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Unreserved);
            plain = plain < 0 ? text.Length : plain;
            text[..plain].CopyTo(decoded[length..]);
            length += plain;
            text = text[plain..];
            if (text.IsEmpty)
            {
                break;
            }

            if (!TryReadEscape(text, out decoded[length++]))
            {
                return -1;
            }

            text = text[EscapeLength..];
        }

        return length;
    }

    private static bool TryReadEscape(ReadOnlySpan<char> text, out char c)
    {
        c = default;
        if (text.Length < EscapeLength || text[0] != '%' || !byte.TryParse(text[1..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        c = (char)code;
        return code is > 0 and <= 0x7e;
    }

    private static byte[]? OneObject(ReadOnlySpan<byte> der) =>
        AsnDecoder.TryReadEncodedValue(der, AsnEncodingRules.DER, out var tag, out _, out _, out var consumed)
        && tag == Asn1Tag.Sequence && consumed == der.Length
            ? der.ToArray()
            : null;
}
