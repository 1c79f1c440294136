using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Credentials;

/// <summary>
/// Reads the <c>Authorization</c> header: the scheme in any case, one or more blanks, then the token's alphabet to the end, and no
/// more (RFC 9110 §11.4, RFC 6750 §2.1).
/// </summary>
internal static class AuthorizationHeader
{
    private const string Bearer = "Bearer";
    private const string Written = Bearer + " ";

    // RFC 9110 §5.6.2, tchar.
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // RFC 6750 §2.1, b64token without its closing equals signs.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("-._~+/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static CredentialKind Read(StringValues header, out ReadOnlyMemory<char> token)
    {
        token = default;
        if (header.Count == 0)
        {
            return CredentialKind.None;
        }

        return header.Count > 1 ? CredentialKind.Several : ReadValue(header[0], out token);
    }

    /// <summary>Whether the text is a b64token and nothing else.</summary>
    public static bool IsToken(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(TokenCharacters);
        return end < 0 ? !text.IsEmpty : end > 0 && !text[end..].ContainsAnyExcept('=');
    }

    private static CredentialKind ReadValue(string? value, out ReadOnlyMemory<char> token)
    {
        // As nearly all clients write it; whatever is not a token to the end is read as any other value is.
        if (value is not null && value.StartsWith(Written, StringComparison.Ordinal) && IsToken(value.AsSpan(Written.Length)))
        {
            token = value.AsMemory(Written.Length);
            return CredentialKind.Token;
        }

        return ReadAny(value, out token);
    }

    private static CredentialKind ReadAny(string? value, out ReadOnlyMemory<char> token)
    {
        token = default;
        var text = value.AsSpan();
        var schemeEnd = text.IndexOf(' ');
        var scheme = schemeEnd < 0 ? text : text[..schemeEnd];
        if (scheme.IsEmpty || scheme.ContainsAnyExcept(SchemeCharacters))
        {
            return scheme.Contains(',') ? CredentialKind.Several : CredentialKind.Malformed;
        }

        if (!scheme.Equals(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return HidesBearer(text) ? CredentialKind.Several : CredentialKind.OtherScheme;
        }

        var start = scheme.Length;
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }

        if (IsToken(text[start..]))
        {
            token = value.AsMemory(start);
            return CredentialKind.Token;
        }

        return text.Contains(',') ? CredentialKind.Several : CredentialKind.Malformed;
    }

    /// <summary>Whether a bearer credential was joined to one of another scheme by a comma (RFC 9110 §5.3).</summary>
    private static bool HidesBearer(ReadOnlySpan<char> text)
    {
        for (var comma = text.IndexOf(','); comma >= 0; comma = text.IndexOf(','))
        {
            text = text[(comma + 1)..].TrimStart(" \t");
            if (text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
