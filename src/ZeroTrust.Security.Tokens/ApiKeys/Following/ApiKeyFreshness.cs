namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>For how long what was last read of the store is good. Read by every request; threads share it.</summary>
internal sealed class ApiKeyFreshness(ApiKeySettings settings, TimeProvider clock)
{
    private long _readAt;
    private volatile bool _wasRead;

    /// <summary>Whether the store was read within its bound.</summary>
    public bool IsCurrent => _wasRead && clock.GetElapsedTime(Volatile.Read(ref _readAt)) <= settings.MaxStaleness;

    /// <summary>Counts from a reading that ended well.</summary>
    /// <param name="begun">The clock's timestamp from before it began.</param>
    public void Renew(long begun)
    {
        Volatile.Write(ref _readAt, begun);
        _wasRead = true;
    }
}
