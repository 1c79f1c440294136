using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>What Vault says of a token: in <c>auth</c> when it makes or renews one, in <c>data</c> when it looks one up.</summary>
/// <param name="Life">What it has left; null where it has no end.</param>
/// <param name="IsRenewable">Whether it can be renewed.</param>
/// <param name="IsBatch">Whether it is of the kind that cannot be revoked.</param>
/// <param name="IsRoot">Whether it may do everything.</param>
internal readonly record struct TokenGrant(TimeSpan? Life, bool IsRenewable, bool IsBatch, bool IsRoot)
{
    /// <summary>Reads the grant of a new or renewed token. Null where there is none.</summary>
    public static TokenGrant? OfAuth(in VaultDocument document) => Read(document, "auth"u8, "lease_duration"u8, "token_type"u8);

    /// <summary>Reads that of a token that was looked up.</summary>
    public static TokenGrant? OfLookup(in VaultDocument document) => Read(document, "data"u8, "ttl"u8, "type"u8);

    private static TokenGrant? Read(in VaultDocument document, ReadOnlySpan<byte> parent, ReadOnlySpan<byte> life, ReadOnlySpan<byte> type) =>
        document.Number(parent, life) is { } seconds and >= 0
            ? new(Seconds.Of(seconds), document.Flag(parent, "renewable"u8), document.Text(parent, type) == "batch", HasRoot(document, parent))
            : null;

    private static bool HasRoot(in VaultDocument document, ReadOnlySpan<byte> parent)
    {
        if (!document.TryFind(out var reader, parent, "policies"u8) || reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            if (reader.ValueTextEquals("root"u8))
            {
                return true;
            }
        }

        return false;
    }
}
