namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Remembers when each key of an issuer was first seen and ends it at the longest age allowed, however long the issuer publishes
/// it. Counts from when the issuer's key settings came into force. Not for several threads at once.
/// </summary>
internal sealed class KeyAges(TimeSpan maxAge, TimeProvider time)
{
    private const int MaxRemembered = 1000;

    private readonly Dictionary<string, DateTimeOffset> _firstSeen = new(StringComparer.Ordinal);

    /// <summary>The keys that are young enough, each with its end.</summary>
    public KeyLoad Limit(IReadOnlyList<PublishedKey> keys, IReadOnlyList<SkippedKey> skipped)
    {
        var now = time.GetUtcNow();
        var young = new List<PublishedKey>(keys.Count);
        var notUsed = new List<SkippedKey>(skipped);
        foreach (var key in keys)
        {
            var end = FirstSeen(key.Identity, now) + maxAge;
            if (end > now)
            {
                young.Add(key.EndsAt < end ? key : key with { EndsAt = end });
            }
            else
            {
                notUsed.Add(new(key.Name, $"it was first seen more than {maxAge} ago"));
            }
        }

        return young.Count > 0 ? KeyLoad.Loaded(young, notUsed) : KeyLoad.Failed($"Every key was first seen more than {maxAge} ago.");
    }

    // A key that left is remembered, so that it gains no second life by coming back.
    private DateTimeOffset FirstSeen(string identity, DateTimeOffset now)
    {
        if (_firstSeen.TryGetValue(identity, out var seen))
        {
            return seen;
        }

        if (_firstSeen.Count == MaxRemembered)
        {
            _firstSeen.Remove(_firstSeen.MinBy(static entry => entry.Value).Key);
        }

        _firstSeen.Add(identity, now);
        return now;
    }
}
