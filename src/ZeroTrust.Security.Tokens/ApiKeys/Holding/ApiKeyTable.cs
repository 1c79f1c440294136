using System.Collections.Concurrent;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>
/// Every key at hand, found by public id without a lock. It holds what the store holds and nothing that requests bring, so guesses do not
/// make it grow. Changes come one at a time.
/// </summary>
internal sealed class ApiKeyTable
{
    private readonly ConcurrentDictionary<string, HeldApiKey> _versions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HeldApiKey>.AlternateLookup<ReadOnlySpan<char>> _byPublicId;
    private readonly Dictionary<string, HeldRecord> _records = new(StringComparer.Ordinal);
    private readonly ApiKeyCallers _callers = new();
    private readonly Lock _gate = new();
    private readonly Peppers _peppers;
    private readonly HeldApiKey _nobody;

    public ApiKeyTable(Peppers peppers)
    {
        _peppers = peppers;
        _nobody = HeldApiKey.StandIn(peppers);
        _byPublicId = _versions.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many versions there are, expired and revoked ones included.</summary>
    public int Count => _versions.Count;

    /// <summary>Whether there is a pepper to look at any with.</summary>
    public bool HasPepper => _peppers.IsThere;

    /// <summary>Whether it is hashed under the pepper before.</summary>
    public bool IsUnderPrevious(HeldApiKey held) => _peppers.IsPrevious(held.PepperName);

    /// <summary>The version with this public id whose pepper is at hand, or a stand-in that no secret proves.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Find(ReadOnlySpan<char> publicId, out HeldApiKey held)
    {
        var found = _byPublicId.TryGetValue(publicId, out var version) && _peppers.Find(version.PepperName) is not null;
        held = found ? version! : _nobody;
        return found;
    }

    public ApiKeyRecord? Get(string id)
    {
        lock (_gate)
        {
            return _records.TryGetValue(id, out var held) ? held.Record : null;
        }
    }

    public IReadOnlyCollection<ApiKeyRecord> List()
    {
        lock (_gate)
        {
            return [.. _records.Values.Select(static held => held.Describe())];
        }
    }

    /// <summary>Takes a key in its present form. The same form or an older one changes nothing but when it was used, and what was revoked stays so.</summary>
    /// <returns>How many of its versions cannot be taken: their pepper is not at hand.</returns>
    public int Put(ApiKeyRecord record)
    {
        lock (_gate)
        {
            var before = _records.GetValueOrDefault(record.Id);
            if (before is not null && before.Record.Revision >= record.Revision)
            {
                before.NoteUses(record);
                return Unusable(before);
            }

            var held = Hold(record);
            if (record.RevokedAt is not null || before is { IsRevoked: true })
            {
                held.Revoke();
            }

            Replace(before, held);
            return Unusable(held);
        }
    }

    /// <summary>Refuses a key from now on, whatever is read of it later.</summary>
    public bool Revoke(string id)
    {
        lock (_gate)
        {
            var there = _records.TryGetValue(id, out var held);
            held?.Revoke();
            return there;
        }
    }

    public void Remove(string id)
    {
        lock (_gate)
        {
            if (_records.Remove(id, out var held))
            {
                Array.ForEach(held.Versions, version => _versions.TryRemove(version.PublicId, out _));
            }
        }
    }

    /// <summary>Removes every key but these.</summary>
    public void Keep(IReadOnlySet<string> ids)
    {
        string[] gone;
        lock (_gate)
        {
            gone = [.. _records.Keys.Where(id => !ids.Contains(id))];
        }

        Array.ForEach(gone, Remove);
    }

    private int Unusable(HeldRecord held) => held.Record.Versions.Count - held.Versions.Count(version => _peppers.Find(version.PepperName) is not null);

    private HeldRecord Hold(ApiKeyRecord record)
    {
        var versions = new List<HeldApiKey>(ApiKeyRecord.MaxVersions);
        foreach (var version in record.Versions)
        {
            if (version.Hash.Length == ApiKeyVersion.HashBytes)
            {
                versions.Add(Hold(record, version));
            }
        }

        return new(record, [.. versions]);
    }

    private HeldApiKey Hold(ApiKeyRecord record, ApiKeyVersion version)
    {
        var held = new HeldApiKey
        {
            KeyId = record.Id,
            PublicId = version.PublicId,
            Hash = version.Hash,
            PepperName = version.PepperName,
            Peppers = _peppers,
            Caller = _callers.Create(record, version.PublicId),
            ExpiresAt = version.ExpiresAt,
        };
        held.NoteUse(version.LastUsedAt?.UtcTicks ?? 0);
        held.NoteUse(_versions.TryGetValue(version.PublicId, out var before) ? before.UsedAt : 0);
        return held;
    }

    private void Replace(HeldRecord? before, HeldRecord held)
    {
        _records[held.Record.Id] = held;
        foreach (var version in held.Versions)
        {
            _versions[version.PublicId] = version;
        }

        foreach (var gone in before?.Versions ?? [])
        {
            if (!Array.Exists(held.Versions, version => string.Equals(version.PublicId, gone.PublicId, StringComparison.Ordinal)))
            {
                _versions.TryRemove(gone.PublicId, out _);
            }
        }
    }
}
