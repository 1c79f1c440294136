namespace ZeroTrust.Security.AspNetCore.HeaderHygiene;

/// <summary>
/// Compares names of headers as the servers behind us may read them: case does not count, and what is neither letter nor digit is <c>-</c>. A
/// CGI variable is the reason: <c>X-User-ID</c> and <c>X_User_ID</c> both become <c>HTTP_X_USER_ID</c> (RFC 3875 §4.1.18), and for some servers
/// <c>X~User!ID</c> does too.
/// </summary>
internal static class HeaderSpelling
{
    /// <summary>The one form of all spellings.</summary>
    public static string Normalize(string name) => string.Create(name.Length, name, static (form, name) =>
    {
        for (var at = 0; at < form.Length; at++)
        {
            form[at] = Normalize(name[at]);
        }
    });

    /// <summary>The one form of a character.</summary>
    public static char Normalize(char c) => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-';

    /// <summary>Whether a name is a spelling of another.</summary>
    public static bool AreSame(ReadOnlySpan<char> name, ReadOnlySpan<char> normalized) =>
        name.Length == normalized.Length && StartsWith(name, normalized);

    /// <summary>Whether a name begins with a spelling of another.</summary>
    public static bool StartsWith(ReadOnlySpan<char> name, ReadOnlySpan<char> normalized)
    {
        if (name.Length < normalized.Length)
        {
            return false;
        }

        for (var at = 0; at < normalized.Length; at++)
        {
            if (Normalize(name[at]) != normalized[at])
            {
                return false;
            }
        }

        return true;
    }
}
