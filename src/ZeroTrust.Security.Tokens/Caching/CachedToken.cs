using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>
/// A token that passed every check, with all that its verdict depends on. What it says never changes; only that it was used, and up to
/// which change of the revocations it is known to stand. Threads may share it.
/// </summary>
internal sealed class CachedToken
{
    private readonly long _fromTicks;
    private byte[] _text;
    private VerifiedToken? _token;
    private TrustSnapshot? _trust;
    private IIssuerKeys? _keySource;
    private IssuerKeySet? _keys;
    private long _epoch;
    private bool _used;

    /// <param name="text">The token.</param>
    /// <param name="token">What was verified.</param>
    /// <param name="evidence">What it was judged by.</param>
    /// <param name="timeToLive">How long it is held at most.</param>
    /// <param name="cost">The bytes it keeps alive.</param>
    public CachedToken(ReadOnlySpan<char> text, VerifiedToken token, in Evidence evidence, TimeSpan timeToLive, long cost)
    {
        _text = TokenText.ToBytes(text);
        Hash = TokenText.Hash(text);
        Cost = cost;
        _token = token;
        _trust = evidence.Trust;
        _keySource = evidence.Issuer.Keys;
        _keys = evidence.Keys;
        _epoch = evidence.Epoch;

        // A clock that was set back by more than it ever is by itself says nothing about how long the token was held.
        _fromTicks = Math.Max(evidence.Times.FromTicks, evidence.JudgedAt.UtcTicks - TimeSpan.TicksPerSecond);
        DeadlineTicks = Math.Min(evidence.Times.UntilTicks, evidence.JudgedAt.UtcTicks + timeToLive.Ticks);
    }

    public long Cost { get; }

    /// <summary>The first UTC ticks at which it passes no more.</summary>
    public long DeadlineTicks { get; }

    /// <summary>The hash of its text, by which it is found.</summary>
    public int Hash { get; }

    /// <summary>What was verified; null once it was taken out.</summary>
    public VerifiedToken? Token => Volatile.Read(ref _token);

    /// <summary>The text; empty once it was taken out.</summary>
    public byte[] Text => Volatile.Read(ref _text);

    /// <summary>The queue it stands in; null when it is not in the cache. This and the rest of its place are written under the cache's lock.</summary>
    public TokenQueue? Queue { get; set; }

    public CachedToken? Older { get; set; }

    public CachedToken? Newer { get; set; }

    /// <summary>Where it stands in the heap of deadlines.</summary>
    public int HeapIndex { get; set; }

    /// <summary>Whether it was hit since it was last asked; asking unsets it.</summary>
    public bool TakeUsed()
    {
        var used = Volatile.Read(ref _used);
        Volatile.Write(ref _used, false);
        return used;
    }

    /// <summary>Notes a hit. Written once, so that threads which hit the same token share its memory unwritten.</summary>
    public void MarkUsed()
    {
        if (!Volatile.Read(ref _used))
        {
            Volatile.Write(ref _used, true);
        }
    }

    /// <summary>
    /// Whether a text that was found equal is its own, the array itself, and this is what was verified of it; so neither was taken out yet.
    /// </summary>
    public bool Owns(byte[] text, VerifiedToken token)
    {
        // After the compare: whatever it read of a text that is being zeroed, the token is gone by then.
        Volatile.ReadBarrier();
        return ReferenceEquals(Volatile.Read(ref _token), token) && ReferenceEquals(Volatile.Read(ref _text), text);
    }

    /// <summary>Whether what it was judged by still holds.</summary>
    /// <param name="token">What was verified, and is its own.</param>
    /// <param name="trust">The settings in force.</param>
    /// <param name="now">The clock.</param>
    /// <param name="revocations">The revocations in force.</param>
    public CacheAnswer Recall(VerifiedToken token, TrustSnapshot trust, DateTimeOffset now, IRevocationCheck revocations)
    {
        var ticks = now.UtcTicks;
        return ReferenceEquals(trust, _trust)
            && ticks < DeadlineTicks
            && ticks >= _fromTicks
            && _keySource?.Current is { } keys && ReferenceEquals(keys, _keys)
            ? RecallUnrevoked(token, revocations)
            : CacheAnswer.Outdated;
    }

    /// <summary>Forgets everything. Whoever is reading it at this time finds either all of it or nothing.</summary>
    public void Clear()
    {
        var text = _text;
        Volatile.Write(ref _token, null);
        Interlocked.MemoryBarrier();
        CryptographicOperations.ZeroMemory(text);
        Volatile.Write(ref _text, []);
        _trust = null;
        _keySource = null;
        _keys = null;
    }

    // One change to the revocations makes each token ask once, and none a miss.
    private CacheAnswer RecallUnrevoked(VerifiedToken token, IRevocationCheck revocations)
    {
        var known = Volatile.Read(ref _epoch);
        var epoch = revocations.Epoch;
        if (epoch == known)
        {
            return CacheAnswer.Stands;
        }

        var failure = revocations.Check(token);
        if (failure == TokenFailure.None)
        {
            // Lost to whoever noted another one meanwhile: then the next hit asks again.
            Interlocked.CompareExchange(ref _epoch, epoch, known);
            return CacheAnswer.Stands;
        }

        return failure == TokenFailure.RevocationsUnavailable ? CacheAnswer.Unknown : CacheAnswer.Outdated;
    }
}
