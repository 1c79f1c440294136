namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Makes a <c>kid</c> from outside fit for a log.</summary>
internal static class KeyNames
{
    private const int MaxLength = 64;

    /// <summary>The name with everything outside printable ASCII replaced, cut to 64 characters.</summary>
    public static string Clean(string? keyId) => string.IsNullOrEmpty(keyId)
        ? "(none)"
        : string.Create(Math.Min(keyId.Length, MaxLength), keyId, static (cleaned, name) =>
        {
            for (var index = 0; index < cleaned.Length; index++)
            {
                cleaned[index] = name[index] is >= ' ' and <= '~' ? name[index] : '?';
            }
        });
}
