using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Reads the <c>errors</c> of an answer. They are texts for people; the few that are told apart here have not changed for years, and what is not known is <see cref="VaultError.Other"/>.</summary>
internal static class VaultErrors
{
    private static readonly (string Text, VaultError Error)[] Known =
    [
        ("no handler for route", VaultError.NoEngine),
        ("unknown role", VaultError.UnknownRole),
    ];

    /// <summary>The first that is known.</summary>
    public static VaultError Read(ReadOnlySpan<byte> body)
    {
        if (!VaultDocument.TryParse(body, out var document) || !document.TryFind(out var reader, "errors"u8) || reader.TokenType != JsonTokenType.StartArray)
        {
            return VaultError.Other;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            var text = reader.GetString()!;
            foreach (var (part, error) in Known)
            {
                if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
                {
                    return error;
                }
            }
        }

        return VaultError.Other;
    }
}
