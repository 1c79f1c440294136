namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>The forms that a key goes through.</summary>
internal static class ApiKeyChange
{
    public static ApiKeyRecord Create(ApiKeyRequest request, ApiKeyVersion version) => new()
    {
        Id = version.PublicId,
        Revision = 1,
        Service = request.Service,
        Permissions = [.. request.Permissions.Distinct(StringComparer.Ordinal)],
        Tenant = request.Tenant,
        CreatedAt = version.CreatedAt,
        Versions = [version],
    };

    /// <summary>The newest version goes on for the overlap; an older one is gone. Null when the key was revoked.</summary>
    public static ApiKeyRecord? Rotate(ApiKeyRecord key, ApiKeyVersion version, TimeSpan overlap)
    {
        if (key.RevokedAt is not null)
        {
            return null;
        }

        var last = key.Versions[^1];
        var left = last.ExpiresAt - version.CreatedAt;
        var leaving = last with { ExpiresAt = overlap < left ? version.CreatedAt + overlap : last.ExpiresAt };
        return key with { Revision = key.Revision + 1, Versions = [leaving, version] };
    }

    /// <summary>Null when it was revoked before.</summary>
    public static ApiKeyRecord? Revoke(ApiKeyRecord key, DateTimeOffset now) =>
        key.RevokedAt is not null ? null : key with { Revision = key.Revision + 1, RevokedAt = now };
}
