namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>
/// Finds tokens by their text: a place in the order of the keyed hashes of their tails, or the next that is free (linear probing, Knuth
/// vol. 3 §6.4). Whoever changes it holds the cache's lock; who looks up takes none.
/// </summary>
/// <remarks>
/// What a reader finds is right whatever it overlaps with, since <see cref="TokenPlace.Matches"/> asks the entry. It may miss a token that is
/// moved at that moment, which is then judged anew. It ends: an array is never written once a larger one stands in for it, and
/// in any array a reader looks at no place twice.
/// </remarks>
internal sealed class TokenTable
{
    private const int SmallestLength = 16;

    // A power of two. At most half of the places are taken, so that most tokens stand in their own place and searches end soon.
    private TokenPlace[] _places = new TokenPlace[SmallestLength];

    /// <summary>How many tokens there are. Under the cache's lock, as all but the look-up.</summary>
    public int Count { get; private set; }

    /// <summary>Looks a token up.</summary>
    /// <param name="text">Its characters.</param>
    /// <param name="proof">What came with it: a token that is bound to another is not found.</param>
    /// <param name="found">The entry, which says whether it still stands, and what was verified.</param>
    public bool TryFind(ReadOnlySpan<char> text, TokenProof proof, out Remembered found)
    {
        var places = Volatile.Read(ref _places);
        var hash = TokenText.Hash(text);
        for (var step = 0; step < places.Length; step++)
        {
            ref var place = ref places[(hash + step) & (places.Length - 1)];
            if (Volatile.Read(ref place.Entry) is not { } entry)
            {
                break;
            }

            if (place.Matches(text, proof, hash, entry, out var token))
            {
                found = new(entry, token!);
                return true;
            }
        }

        found = default;
        return false;
    }

    /// <summary>Adds a token, unless one with the same text is there.</summary>
    public bool TryAdd(CachedToken entry)
    {
        var at = entry.Hash;
        for (; At(at).Entry is { } other; at++)
        {
            if (other.Hash == entry.Hash && other.Text.AsSpan().SequenceEqual(entry.Text))
            {
                return false;
            }
        }

        At(at).Set(entry);
        Count++;
        GrowIfHalfFull();
        return true;
    }

    /// <summary>Takes a token out that is in, before it is cleared.</summary>
    public void Remove(CachedToken entry)
    {
        var hole = entry.Hash;
        while (!ReferenceEquals(At(hole).Entry, entry))
        {
            hole++;
        }

        // A search ends at an empty place: those behind the hole that would not be found any more move into it.
        for (var at = hole + 1; At(at).Entry is { } next; at++)
        {
            if (Distance(next.Hash, at) >= Distance(hole, at))
            {
                At(hole).Set(next);
                hole = at;
            }
        }

        At(hole).Clear();
        Count--;
    }

    /// <summary>The tokens, in no order.</summary>
    public List<CachedToken> ToList()
    {
        var tokens = new List<CachedToken>(Count);
        foreach (ref readonly var place in _places.AsSpan())
        {
            if (place.Entry is { } entry)
            {
                tokens.Add(entry);
            }
        }

        return tokens;
    }

    private ref TokenPlace At(int at) => ref _places[at & (_places.Length - 1)];

    private int Distance(int from, int to) => (to - from) & (_places.Length - 1);

    // Never back: what the most tokens needed is an eighth of what they are counted as.
    private void GrowIfHalfFull()
    {
        if (Count <= _places.Length / 2)
        {
            return;
        }

        var larger = new TokenPlace[_places.Length * 2];
        foreach (var entry in ToList())
        {
            var at = entry.Hash;
            while (larger[at & (larger.Length - 1)].Entry is not null)
            {
                at++;
            }

            larger[at & (larger.Length - 1)].Set(entry);
        }

        // Once it is whole: a reader looks at the one or at the other.
        Volatile.Write(ref _places, larger);
    }
}
