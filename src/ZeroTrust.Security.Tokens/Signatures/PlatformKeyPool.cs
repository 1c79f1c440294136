namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>
/// Instances of one platform key. The platform does not promise that threads may share one, so each verification has its own and
/// gives it back; at most as many are kept as threads can run at once.
/// </summary>
internal sealed class PlatformKeyPool<TKey>
    where TKey : class, IDisposable
{
    private readonly Func<TKey> _create;
    private readonly TKey?[] _idle = new TKey?[Environment.ProcessorCount];

    /// <param name="create">Makes an instance; called at once, so that a key the platform does not take is found when it is loaded.</param>
    public PlatformKeyPool(Func<TKey> create)
    {
        _create = create;
        _idle[0] = create();
    }

    public TKey Take()
    {
        foreach (ref var slot in _idle.AsSpan())
        {
            // A look first: an exchange on an empty slot would take its cache line from the others for nothing.
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } key)
            {
                return key;
            }
        }

        return _create();
    }

    public void GiveBack(TKey key)
    {
        foreach (ref var slot in _idle.AsSpan())
        {
            if (slot is null && Interlocked.CompareExchange(ref slot, key, null) is null)
            {
                return;
            }
        }

        key.Dispose();
    }
}
