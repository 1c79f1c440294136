namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>The keys of a store by id, and what may become of them. Used by one thread at a time.</summary>
internal sealed class ApiKeySet
{
    private readonly Dictionary<string, ApiKeyRecord> _keys = new(StringComparer.Ordinal);

    // Whose each version is: of all keys, since a version is found by its public id alone.
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    public ApiKeySet(IEnumerable<ApiKeyRecord> keys)
    {
        foreach (var key in keys)
        {
            Put(key);
        }
    }

    public IReadOnlyCollection<ApiKeyRecord> All => _keys.Values;

    public ApiKeyRecord? Find(string id) => _keys.GetValueOrDefault(id);

    public bool TryAdd(ApiKeyRecord key)
    {
        if (_keys.ContainsKey(key.Id) || !IsFree(key))
        {
            return false;
        }

        Put(key);
        return true;
    }

    public bool TryReplace(ApiKeyRecord key)
    {
        if (Find(key.Id) is not { } before || before.Revision != key.Revision - 1 || !IsFree(key))
        {
            return false;
        }

        Remove(key.Id);
        Put(key with { Versions = [.. key.Versions.Select(version => WithLaterUse(version, before))] });
        return true;
    }

    public bool Remove(string id)
    {
        if (!_keys.Remove(id, out var key))
        {
            return false;
        }

        foreach (var version in key.Versions)
        {
            _owners.Remove(version.PublicId);
        }

        return true;
    }

    /// <summary>Whether anything was later than what was noted.</summary>
    public bool Touch(IEnumerable<ApiKeyUse> uses)
    {
        var changed = false;
        foreach (var use in uses)
        {
            if (Find(use.KeyId) is { } key && key.Versions.Any(version => IsLater(version, use)))
            {
                _keys[use.KeyId] = key with { Versions = [.. key.Versions.Select(version => IsLater(version, use) ? version with { LastUsedAt = use.UsedAt } : version)] };
                changed = true;
            }
        }

        return changed;
    }

    private static bool IsLater(ApiKeyVersion version, ApiKeyUse use) =>
        string.Equals(version.PublicId, use.PublicId, StringComparison.Ordinal) && !(version.LastUsedAt >= use.UsedAt);

    private static ApiKeyVersion WithLaterUse(ApiKeyVersion version, ApiKeyRecord before)
    {
        var same = before.Versions.FirstOrDefault(other => string.Equals(other.PublicId, version.PublicId, StringComparison.Ordinal));
        return same?.LastUsedAt > (version.LastUsedAt ?? DateTimeOffset.MinValue) ? version with { LastUsedAt = same.LastUsedAt } : version;
    }

    private void Put(ApiKeyRecord key)
    {
        _keys[key.Id] = key;
        foreach (var version in key.Versions)
        {
            _owners[version.PublicId] = key.Id;
        }
    }

    private bool IsFree(ApiKeyRecord key) =>
        key.Versions.DistinctBy(static version => version.PublicId, StringComparer.Ordinal).Count() == key.Versions.Count
        && key.Versions.All(version => !_owners.TryGetValue(version.PublicId, out var owner) || string.Equals(owner, key.Id, StringComparison.Ordinal));
}
