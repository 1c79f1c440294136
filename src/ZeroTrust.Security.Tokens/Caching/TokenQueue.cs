namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>Tokens in the order they came, linked through themselves: any one leaves without a search. Under the cache's lock.</summary>
internal sealed class TokenQueue
{
    private CachedToken? _newest;

    public CachedToken? Oldest { get; private set; }

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public void Add(CachedToken token)
    {
        token.Queue = this;
        token.Older = _newest;
        if (_newest is null)
        {
            Oldest = token;
        }
        else
        {
            _newest.Newer = token;
        }

        _newest = token;
        Count++;
        Bytes += token.Cost;
    }

    public void Remove(CachedToken token)
    {
        if (token.Older is { } older)
        {
            older.Newer = token.Newer;
        }
        else
        {
            Oldest = token.Newer;
        }

        if (token.Newer is { } newer)
        {
            newer.Older = token.Older;
        }
        else
        {
            _newest = token.Older;
        }

        (token.Queue, token.Older, token.Newer) = (null, null, null);
        Count--;
        Bytes -= token.Cost;
    }
}
