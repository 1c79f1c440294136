using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>One version of a key as requests look at it. Threads share it.</summary>
internal sealed class HeldApiKey
{
    private volatile bool _isRevoked;
    private long _usedAt;

    public required string KeyId { get; init; }

    public required string PublicId { get; init; }

    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>The pepper it is hashed under, by name.</summary>
    public required string PepperName { get; init; }

    public required Peppers Peppers { get; init; }

    /// <summary>The pepper it is hashed under, while that is taken; otherwise one that proves nothing.</summary>
    public Pepper Pepper => Peppers.Find(PepperName) ?? Peppers.StandIn;

    public required Caller Caller { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public bool IsRevoked => _isRevoked;

    /// <summary>When it was last taken, in UTC ticks; 0 for never.</summary>
    public long UsedAt => Volatile.Read(ref _usedAt);

    /// <summary>What stands in where there is no such key: as much work as one, and no secret that proves it.</summary>
    public static HeldApiKey StandIn(Peppers peppers) => new()
    {
        KeyId = "",
        PublicId = "",
        Hash = RandomNumberGenerator.GetBytes(ApiKeyVersion.HashBytes),
        PepperName = "",
        Peppers = peppers,
        Caller = Caller.Anonymous,
        ExpiresAt = DateTimeOffset.MinValue,
    };

    public void Revoke() => _isRevoked = true;

    /// <summary>Notes a use, if the last one is at least <paramref name="apart"/> ago. One thread alone is told that it did.</summary>
    public bool TryTouch(DateTimeOffset now, TimeSpan apart)
    {
        var usedAt = Volatile.Read(ref _usedAt);
        return now.UtcTicks - usedAt >= apart.Ticks && Interlocked.CompareExchange(ref _usedAt, now.UtcTicks, usedAt) == usedAt;
    }

    /// <summary>Takes over a use that was noted elsewhere, if it is later.</summary>
    public void NoteUse(long usedAt)
    {
        var known = Volatile.Read(ref _usedAt);
        while (known < usedAt)
        {
            var seen = Interlocked.CompareExchange(ref _usedAt, usedAt, known);
            if (seen == known)
            {
                return;
            }

            known = seen;
        }
    }
}
