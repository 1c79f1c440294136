namespace ZeroTrust.Security.Secrets;

/// <summary>Tells by its name that a value is secret.</summary>
internal static class SecretNaming
{
    // As the end of a longer name too: DbPassword, ClientSecret.
    private static readonly string[] Endings =
    [
        "password", "passwd", "pwd", "passphrase", "secret", "accesstoken", "access_token", "refreshtoken", "refresh_token", "idtoken", "id_token", "apikey", "api_key", "api-key", "accountkey", "accesskey", "access_key",
        "privatekey", "private_key", "client_assertion",
    ];

    // Many names that end so are none of secrets: PublicKeyToken.
    private static readonly string[] Whole = ["token", "sig", "signature"];

    private static readonly string[] KeyMembers = ["d", "k", "p", "q", "dp", "dq", "qi"];

    /// <summary>Whether a text ends with the name of something secret.</summary>
    public static bool Ends(ReadOnlySpan<char> text)
    {
        foreach (var ending in Endings)
        {
            if (text.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var name in Whole)
        {
            if (text.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (text.Length == name.Length || !char.IsAsciiLetterOrDigit(text[^(name.Length + 1)])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text ends with a quote and the name of a private part of a JWK.</summary>
    public static bool IsKeyMember(ReadOnlySpan<char> text)
    {
        foreach (var member in KeyMembers)
        {
            if (text.Length > member.Length && text.EndsWith(member, StringComparison.Ordinal) && text[^(member.Length + 1)] == '"')
            {
                return true;
            }
        }

        return false;
    }
}
