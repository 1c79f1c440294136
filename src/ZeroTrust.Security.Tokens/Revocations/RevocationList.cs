using System.Collections.Concurrent;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>
/// The revocations in force in this process, and the number that tells whoever remembers a verdict that it has to be asked for again.
/// Readers take no lock and see each change as a whole; a change is in place before the number moves. Threads may share it.
/// </summary>
internal sealed class RevocationList : IRevocationCheck, IDisposable
{
    /// <summary>The most that are held: 200 to 400 MB.</summary>
    public const int Limit = 1_000_000;

    // Ends are looked at in pieces, so that a change waits for no more than one of them.
    private const int Piece = 10_000;

    // One for each kind, so that a kind by which nothing is revoked costs one read.
    private readonly int[] _counts = new int[Enum.GetValues<RevocationKind>().Length + 1];
    private readonly ConcurrentDictionary<RevocationKey, HeldRevocation> _held = new();
    private readonly Lock _changing = new();
    private readonly RevocationExpiry _expiry;
    private readonly ITrustSource _trust;
    private readonly TimeProvider _clock;
    private readonly int _limit;
    private int _count;
    private long _epoch;
    private bool _outdated;

    public RevocationList(ITrustSource trust, TimeProvider clock, int limit = Limit)
    {
        _trust = trust;
        _clock = clock;
        _limit = limit;
        _expiry = new(clock, EndThoseDue);
    }

    /// <summary>
    /// Moves with every change that can turn a verdict. Read it before <see cref="Check"/> and keep it with the verdict: while it is the
    /// same, so is the verdict. One volatile read.
    /// </summary>
    public long Epoch => Volatile.Read(ref _epoch);

    /// <summary>How many are held.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether the store was not read within its bound, so that no token can be taken.</summary>
    public bool IsOutdated => Volatile.Read(ref _outdated);

    public int CountOf(RevocationKind kind) => Volatile.Read(ref _counts[(int)kind]);

    public ICollection<HeldRevocation> Held => _held.Values;

    /// <summary>What the list says of a token that passed every other check. Two reads when nothing is revoked; never allocates.</summary>
    public TokenFailure Check(VerifiedToken token) =>
        IsRevoked(token) ? TokenFailure.Revoked : IsOutdated ? TokenFailure.RevocationsUnavailable : TokenFailure.None;

    /// <summary>Whether a revocation reaches the token. One read when there is none; never allocates.</summary>
    public bool IsRevoked(VerifiedToken token) => Count > 0 && MatchesThroughout(token);

    /// <summary>Puts a revocation into force, beside what its key has already.</summary>
    /// <exception cref="RevocationLimitException">The list is full.</exception>
    public void Add(Revocation revocation)
    {
        lock (_changing)
        {
            var there = _held.TryGetValue(revocation.Key, out var old);
            var wide = there ? old!.Revocation.Widen(revocation) : revocation;
            if (!there || !ReferenceEquals(wide, old!.Revocation))
            {
                Put(wide, isNew: !there);
            }
        }
    }

    /// <summary>Puts a revocation into force in place of what its key has, which may be wider.</summary>
    /// <exception cref="RevocationLimitException">The list is full.</exception>
    public void Replace(Revocation revocation)
    {
        lock (_changing)
        {
            var there = _held.TryGetValue(revocation.Key, out var old);
            if (!there || old!.Revocation != revocation)
            {
                Put(revocation, isNew: !there);
            }
        }
    }

    /// <summary>Takes a revocation back.</summary>
    public bool Remove(RevocationKey key)
    {
        lock (_changing)
        {
            var there = Drop(key);
            if (there)
            {
                MoveEpoch();
            }

            return there;
        }
    }

    /// <summary>Says whether the store is read within its bound.</summary>
    public void SetOutdated(bool outdated)
    {
        lock (_changing)
        {
            if (_outdated != outdated)
            {
                Volatile.Write(ref _outdated, outdated);
                MoveEpoch();
            }
        }
    }

    public void Dispose() => _expiry.Dispose();

    // Several keys are looked for, one after the other. Where one revocation took over from another meanwhile, neither may have been seen.
    private bool MatchesThroughout(VerifiedToken token)
    {
        long epoch;
        do
        {
            epoch = Epoch;
            if (Matches(token))
            {
                return true;
            }

            Volatile.ReadBarrier();
        }
        while (epoch != Epoch);

        return false;
    }

    private bool Matches(VerifiedToken token)
    {
        var caller = token.Caller;
        return IsListed(RevocationKind.TokenId, token.IssuerName, token.TokenId, token)
            || IsListed(RevocationKind.Client, token.IssuerName, caller.Client, token)
            || IsListedUnder(token.IssuerName, caller.Service?.Subject, token)
            || (caller.User is { } user && IsListedUnder(user.IssuerName, user.Subject, token));
    }

    // A service that acts for a user of another issuer is looked for under both.
    private bool IsListedUnder(string issuerName, string? subject, VerifiedToken token) =>
        IsListed(RevocationKind.Issuer, issuerName, "", token)
        || IsListed(RevocationKind.Session, issuerName, token.SessionId, token)
        || IsListed(RevocationKind.Subject, issuerName, subject, token);

    private bool IsListed(RevocationKind kind, string issuerName, string? value, VerifiedToken token) =>
        value is not null
        && CountOf(kind) > 0
        && _held.TryGetValue(new(issuerName, kind, value), out var held)
        && held.Revocation.Reaches(token.IssuedAt);

    private void Put(Revocation revocation, bool isNew)
    {
        if (isNew && _count >= _limit)
        {
            throw new RevocationLimitException(_limit);
        }

        var held = new HeldRevocation(revocation, _clock.GetUtcNow(), _clock.GetTimestamp());
        _held[revocation.Key] = held;
        if (isNew)
        {
            AddToCounts(revocation.Key.Kind, 1);
        }

        // It is in force from here on, whatever comes of watching for its end.
        MoveEpoch();
        Watch(held);
    }

    private bool Drop(RevocationKey key)
    {
        var there = _held.TryRemove(key, out _);
        if (there)
        {
            AddToCounts(key.Kind, -1);
        }

        return there;
    }

    private void AddToCounts(RevocationKind kind, int by)
    {
        Volatile.Write(ref _counts[(int)kind], _counts[(int)kind] + by);
        Volatile.Write(ref _count, _count + by);
    }

    // Once the change is in place, under the lock.
    private void MoveEpoch() => Volatile.Write(ref _epoch, _epoch + 1);

    private void Watch(HeldRevocation held)
    {
        _expiry.Watch(held, RevocationEnd.Of(held.Revocation, _trust.Current));
        if (_expiry.Count > (2 * _count) + Piece)
        {
            // Most of what is remembered was lifted or widened since.
            _expiry.Clear();
            foreach (var live in _held.Values)
            {
                _expiry.Watch(live, RevocationEnd.Of(live.Revocation, _trust.Current));
            }
        }
    }

    // The epoch stays: what goes here matches no valid token, so no verdict turns.
    private void EndThoseDue()
    {
        lock (_changing)
        {
            for (var i = 0; i < Piece && _expiry.TakeDue() is { } held; i++)
            {
                if (!_held.TryGetValue(held.Revocation.Key, out var current) || !ReferenceEquals(current, held))
                {
                    continue;
                }

                var end = RevocationEnd.Of(held.Revocation, _trust.Current);
                if (end is { } at && held.HasEnded(at, _clock))
                {
                    Drop(held.Revocation.Key);
                }
                else
                {
                    _expiry.Watch(held, end);
                }
            }

            _expiry.SetTimer();
        }
    }
}
