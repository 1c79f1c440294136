namespace ZeroTrust.Security.Secrets;

/// <summary>The versions of one secret with their ends. Under the gate of the entry it belongs to. Times are counted from the making of the entry.</summary>
internal sealed class HeldVersions(SecretStoreOptions options)
{
    /// <summary>How long a version that was replaced is left to whoever is just reading it, before it is zeroed.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly List<(SecretVersion Version, TimeSpan At)> _retired = [];
    private TimeSpan _currentUntil;
    private TimeSpan _previousUntil;
    private long? _highest;
    private int _count;

    /// <summary>The version in force; null when there is none.</summary>
    public SecretVersion? Current { get; private set; }

    /// <summary>What it is called: the store's name for it, or a count.</summary>
    public string? Name { get; private set; }

    /// <summary>The end that the store gave it.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public SecretVersion? Previous { get; private set; }

    public string? PreviousName { get; private set; }

    /// <summary>All that is not zeroed yet.</summary>
    public IEnumerable<SecretVersion> All => _retired.Select(static retired => retired.Version).Append(Previous).Append(Current).OfType<SecretVersion>();

    /// <summary>When something is over next.</summary>
    public TimeSpan NextAt
    {
        get
        {
            var next = _retired.Count > 0 ? _retired[0].At : TimeSpan.MaxValue;
            next = Current is not null && _currentUntil < next ? _currentUntil : next;
            return Previous is not null && _previousUntil < next ? _previousUntil : next;
        }
    }

    /// <summary>Takes a version, which belongs to this from now on unless it is not taken.</summary>
    /// <param name="version">What the store answered.</param>
    /// <param name="needed">Fields that are in use.</param>
    /// <param name="now">The time since the entry was made.</param>
    /// <param name="left">What the version has left, by the clock on the wall.</param>
    public Taking Take(SecretVersion version, IEnumerable<string> needed, TimeSpan now, TimeSpan? left)
    {
        if (version.Sequence < _highest)
        {
            return Taking.RolledBack;
        }

        if (!needed.All(version.Fields.ContainsKey))
        {
            return Taking.Lacking;
        }

        if (left <= TimeSpan.Zero)
        {
            return Taking.Ended;
        }

        _highest = version.Sequence ?? _highest;
        if (Current is { } current && IsSame(current, version))
        {
            Name = version.Version ?? Name;
            Confirm(version.ExpiresAt, now, left);
            version.Dispose();
            return Taking.Same;
        }

        var taking = Current is null ? Taking.First : Taking.Rotated;
        Replace(version, now);
        Confirm(version.ExpiresAt, now, left);
        return taking;
    }

    /// <summary>The store has said that the version at hand is in force.</summary>
    public void Confirm(DateTimeOffset? expiresAt, TimeSpan now, TimeSpan? left)
    {
        ExpiresAt = expiresAt;
        _currentUntil = now + (left < options.LastGoodFor ? left.Value : options.LastGoodFor);
    }

    /// <summary>Takes the version before, as the store keeps it.</summary>
    public void TakePrevious(SecretVersion version, TimeSpan until)
    {
        (Previous, PreviousName, _previousUntil) = (version, version.Version, until);
    }

    /// <summary>Lets go of what is over.</summary>
    /// <returns>Whether a version is no longer in force.</returns>
    public bool Expire(TimeSpan now)
    {
        while (_retired.Count > 0 && _retired[0].At <= now)
        {
            _retired[0].Version.Dispose();
            _retired.RemoveAt(0);
        }

        var changed = false;
        if (Current is { } current && _currentUntil <= now)
        {
            Retire(current, now);
            (Current, ExpiresAt) = (null, null);
            changed = true;
        }

        if (Previous is { } previous && (_previousUntil <= now || Current is null))
        {
            Retire(previous, now);
            Previous = null;
            changed = true;
        }

        return changed;
    }

    /// <summary>Zeroes everything.</summary>
    public void Clear()
    {
        Current?.Dispose();
        Previous?.Dispose();
        _retired.ForEach(static retired => retired.Version.Dispose());
        _retired.Clear();
        (Current, Previous) = (null, null);
    }

    private static bool IsSame(SecretVersion one, SecretVersion other)
    {
        try
        {
            return one.HasValue == other.HasValue
                && one.Fields.Count == other.Fields.Count
                && (!one.HasValue || one.Value.Equals(other.Value))
                && one.Fields.All(field => other.Fields.TryGetValue(field.Key, out var value) && field.Value.Equals(value));
        }
        catch (ObjectDisposedException)
        {
            // Somebody has ended what was not theirs: take the other.
            return false;
        }
    }

    private void Replace(SecretVersion version, TimeSpan now)
    {
        if (Previous is { } previous)
        {
            Retire(previous, now);
        }

        // The lease of credentials ends when it ends: nobody takes them beyond.
        var until = now + options.PreviousFor;
        (Previous, PreviousName, _previousUntil) = (Current, Name, ExpiresAt is not null && _currentUntil < until ? _currentUntil : until);
        (Current, Name) = (version, version.Version ?? (++_count).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (Previous is { } replaced && _previousUntil <= now)
        {
            Retire(replaced, now);
            Previous = null;
        }
    }

    private void Retire(SecretVersion version, TimeSpan now) => _retired.Add((version, now + Grace));
}
