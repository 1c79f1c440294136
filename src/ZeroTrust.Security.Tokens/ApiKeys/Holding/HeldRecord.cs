namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>A key as it was last read, and its versions as requests find them.</summary>
/// <param name="Record">The key.</param>
/// <param name="Versions">Those with a hash that can be one; whether their pepper is at hand shows when they are presented.</param>
internal sealed record HeldRecord(ApiKeyRecord Record, HeldApiKey[] Versions)
{
    public bool IsRevoked { get; private set; }

    public void Revoke()
    {
        IsRevoked = true;
        Array.ForEach(Versions, static version => version.Revoke());
    }

    /// <summary>Takes over uses that were noted elsewhere.</summary>
    public void NoteUses(ApiKeyRecord record)
    {
        foreach (var version in record.Versions)
        {
            Find(version.PublicId)?.NoteUse(version.LastUsedAt?.UtcTicks ?? 0);
        }
    }

    /// <summary>The record with what was used since it was read.</summary>
    public ApiKeyRecord Describe() => Record with { Versions = [.. Record.Versions.Select(Describe)] };

    private ApiKeyVersion Describe(ApiKeyVersion version)
    {
        var usedAt = Math.Max(Find(version.PublicId)?.UsedAt ?? 0, version.LastUsedAt?.UtcTicks ?? 0);
        return usedAt == 0 ? version : version with { LastUsedAt = new DateTimeOffset(usedAt, TimeSpan.Zero) };
    }

    private HeldApiKey? Find(string publicId) => Array.Find(Versions, held => string.Equals(held.PublicId, publicId, StringComparison.Ordinal));
}
