using System.Globalization;
using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Reads which versions Vault keeps of a secret.</summary>
internal static class VersionReader
{
    /// <summary>Reads those that can be read, the newest first; none where the newest cannot: then there is none in force.</summary>
    /// <returns>Whether the answer lists versions.</returns>
    public static bool TryRead(in VaultDocument document, DateTimeOffset now, out IReadOnlyList<SecretVersionInfo> versions)
    {
        versions = [];
        if (document.Number("data"u8, "current_version"u8) is not { } current || !document.TryFind(out var reader, "data"u8, "versions"u8) || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var found = new List<(long Number, SecretVersionInfo Info)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = VaultJson.NameOf(reader);
            reader.Read();
            if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Read(reader, name, now) is { } info)
            {
                found.Add((number, info));
            }

            reader.Skip();
        }

        found.Sort(static (one, other) => other.Number.CompareTo(one.Number));
        versions = found is [var newest, ..] && newest.Number == current ? [.. found.Select(static one => one.Info)] : [];
        return true;
    }

    private static SecretVersionInfo? Read(Utf8JsonReader reader, string name, DateTimeOffset now)
    {
        // Each looks from the beginning.
        var destroyed = reader;
        var deleted = reader;
        var created = reader;
        var isGone = (VaultJson.TryEnter(ref destroyed, "destroyed"u8) && destroyed.TokenType == JsonTokenType.True)
            || (VaultJson.TryEnter(ref deleted, "deletion_time"u8) && VaultJson.TimeOf(VaultJson.TextOf(deleted)) <= now);
        return isGone ? null : new(name, VaultJson.TryEnter(ref created, "created_time"u8) ? VaultJson.TimeOf(VaultJson.TextOf(created)) : null);
    }
}
