namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>
/// Tokens with the earliest deadline on top: a binary heap in which each token knows its place, so that one which leaves early leaves
/// nothing behind. Under the cache's lock.
/// </summary>
internal sealed class DeadlineHeap
{
    private CachedToken[] _tokens = [];
    private int _count;

    public CachedToken? Earliest => _count > 0 ? _tokens[0] : null;

    public void Add(CachedToken token)
    {
        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, Math.Max(16, _count * 2));
        }

        MoveUp(token, _count++);
    }

    public void Remove(CachedToken token)
    {
        var last = _tokens[--_count];
        _tokens[_count] = null!;
        if (!ReferenceEquals(last, token))
        {
            MoveDown(last, token.HeapIndex);
            MoveUp(last, last.HeapIndex);
        }
    }

    private void MoveUp(CachedToken token, int at)
    {
        while (at > 0 && _tokens[(at - 1) / 2] is var parent && token.DeadlineTicks < parent.DeadlineTicks)
        {
            Put(parent, at);
            at = (at - 1) / 2;
        }

        Put(token, at);
    }

    private void MoveDown(CachedToken token, int at)
    {
        while (EarlierChild(at) is var child && child < _count && _tokens[child].DeadlineTicks < token.DeadlineTicks)
        {
            Put(_tokens[child], at);
            at = child;
        }

        Put(token, at);
    }

    private int EarlierChild(int at)
    {
        var child = (2 * at) + 1;
        return child + 1 < _count && _tokens[child + 1].DeadlineTicks < _tokens[child].DeadlineTicks ? child + 1 : child;
    }

    private void Put(CachedToken token, int at)
    {
        _tokens[at] = token;
        token.HeapIndex = at;
    }
}
