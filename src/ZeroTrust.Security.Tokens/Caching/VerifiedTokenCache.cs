using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Mapping;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>
/// Remembers tokens that passed every check, in this process alone. A hit is a token whose every character equals one that passed, while
/// nothing it was judged by has changed. Hits take no lock and allocate nothing; what goes in or out takes one. Threads may share it.
/// </summary>
internal sealed class VerifiedTokenCache : IDisposable
{
    // How many used tokens one new token passes over: where all are in use, one of them goes.
    private const int MaxChances = 256;

    private readonly IRevocationCheck _revocations;
    private readonly CacheMetrics _metrics;
    private readonly CacheSweeper _sweeper;

    // Changed under the gate, read without.
    private readonly TokenTable _tokens = new();

    // Under the gate.
    private readonly Lock _gate = new();
    private readonly TokenQueue _probation = new();
    private readonly TokenQueue _kept = new();
    private readonly DeadlineHeap _deadlines = new();
    private bool _disposed;

    // Written under the gate, when a change is complete.
    private int _count;
    private long _bytes;

    public VerifiedTokenCache(ITrustSource trust, TimeProvider time, IRevocationCheck revocations, CacheMetrics metrics)
    {
        _revocations = revocations;
        _metrics = metrics;
        _sweeper = new(this, trust, time);
        metrics.Show(this);
    }

    /// <summary>How many there are, as of the last change. Read without the lock: who measures may hold one of its own.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>What the tokens keep alive, over-estimated, as of the last change.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The tokens as they are now, in no order.</summary>
    public List<CachedToken> Tokens
    {
        get
        {
            lock (_gate)
            {
                return _tokens.ToList();
            }
        }
    }

    /// <summary>What was verified of this token; null when it is to be judged.</summary>
    /// <param name="text">The token as it was presented.</param>
    /// <param name="proof">What came with it: a token that is bound to another is not found.</param>
    /// <param name="trust">The settings in force.</param>
    /// <param name="clock">The clock, read once a text is found: while it is read, what was found is on its way from memory.</param>
    public VerifiedToken? Find(ReadOnlySpan<char> text, TokenProof proof, TrustSnapshot trust, RecentTime clock)
    {
        var found = _tokens.TryFind(text, proof, out var known) && Stands(known, trust, clock.Now());
        _metrics.Found(found);
        return found ? known.Token : null;
    }

    /// <summary>Remembers a token that passed every check.</summary>
    /// <param name="text">The token as it was presented.</param>
    /// <param name="token">What was verified.</param>
    /// <param name="evidence">What it was judged by.</param>
    public void Add(ReadOnlySpan<char> text, VerifiedToken token, in Evidence evidence)
    {
        var limits = evidence.Trust.Cache;
        if (limits.IsOff || token.Claims is not VerifiedClaims claims)
        {
            return;
        }

        var cost = TokenCost.Of(text.Length, claims.Own(), token, evidence.Trust);
        if (cost > limits.ProbationBytes)
        {
            return;
        }

        var cached = new CachedToken(text, token, evidence, limits.TimeToLive, cost);
        int evicted;
        lock (_gate)
        {
            // Of two that judged the same token at the same time one is first; the verdict of the other is as good.
            if (_disposed || !_tokens.TryAdd(cached))
            {
                cached.Clear();
                return;
            }

            _probation.Add(cached);
            _deadlines.Add(cached);
            evicted = MakeRoom(limits);
            Publish();
            _sweeper.SetTimer(_deadlines.Earliest?.DeadlineTicks);
        }

        _metrics.Removed(CacheRemoval.Evicted, evicted);
    }

    /// <summary>Takes out the tokens whose deadline has come, and sets the timer for the next.</summary>
    public void DropExpired(DateTimeOffset now)
    {
        int expired;
        lock (_gate)
        {
            expired = RemoveUntil(now.UtcTicks);
            Publish();
            _sweeper.SetTimerAnew(_deadlines.Earliest?.DeadlineTicks);
        }

        _metrics.Removed(CacheRemoval.Expired, expired);
    }

    /// <summary>Takes out the tokens that nobody presented since something they were judged by changed.</summary>
    public void DropOutdated(TrustSnapshot trust, DateTimeOffset now)
    {
        foreach (var cached in Tokens)
        {
            if (cached.Token is { } token && cached.Recall(token, trust, now, _revocations) is var answer and not CacheAnswer.Stands)
            {
                Drop(cached, answer, now);
            }
        }
    }

    /// <summary>Forgets all tokens, and remembers no more.</summary>
    public void Dispose()
    {
        int forgotten;
        lock (_gate)
        {
            _disposed = true;
            forgotten = RemoveUntil(long.MaxValue);
            Publish();
            _sweeper.Dispose();
        }

        _metrics.Removed(CacheRemoval.Outdated, forgotten);
        _metrics.Dispose();
    }

    private bool Stands(in Remembered known, TrustSnapshot trust, DateTimeOffset now)
    {
        var answer = known.Entry.Recall(known.Token, trust, now, _revocations);
        if (answer == CacheAnswer.Stands)
        {
            known.Entry.MarkUsed();
            return true;
        }

        Drop(known.Entry, answer, now);
        return false;
    }

    private void Drop(CachedToken cached, CacheAnswer answer, DateTimeOffset now)
    {
        if (answer == CacheAnswer.Unknown)
        {
            return;
        }

        int removed;
        lock (_gate)
        {
            removed = Remove(cached);
            Publish();
        }

        _metrics.Removed(now.UtcTicks >= cached.DeadlineTicks ? CacheRemoval.Expired : CacheRemoval.Outdated, removed);
    }

    // New tokens stand in one queue, and come into the other once they were used: so a flood of tokens that are used once passes
    // through a tenth of the room (as in S3-FIFO).
    private int MakeRoom(CacheLimits limits)
    {
        var evicted = 0;
        var chances = MaxChances;
        while (_probation.Count + _kept.Count > limits.MaxEntries || _probation.Bytes + _kept.Bytes > limits.MaxBytes)
        {
            var full = _probation.Count > limits.ProbationEntries || _probation.Bytes > limits.ProbationBytes;
            var queue = full || _kept.Count == 0 ? _probation : _kept;
            var oldest = queue.Oldest!;
            if (oldest.TakeUsed() && (queue == _probation || chances-- > 0))
            {
                queue.Remove(oldest);
                _kept.Add(oldest);
            }
            else
            {
                evicted += Remove(oldest);
            }
        }

        return evicted;
    }

    private int RemoveUntil(long ticks)
    {
        var removed = 0;
        while (_deadlines.Earliest is { } earliest && earliest.DeadlineTicks <= ticks)
        {
            removed += Remove(earliest);
        }

        return removed;
    }

    private void Publish()
    {
        Volatile.Write(ref _count, _probation.Count + _kept.Count);
        Volatile.Write(ref _bytes, _probation.Bytes + _kept.Bytes);
    }

    // How many were: none where another thread was first.
    private int Remove(CachedToken cached)
    {
        if (cached.Queue is not { } queue)
        {
            return 0;
        }

        _tokens.Remove(cached);
        queue.Remove(cached);
        _deadlines.Remove(cached);
        cached.Clear();
        return 1;
    }
}
