namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Bounds the fetches that unknown keys cause: a bucket of two, refilled by one each 30 seconds of the monotonic clock (OIDC Core
/// §10.1.1). Not for several threads at once.
/// </summary>
internal sealed class FetchBudget(TimeProvider time)
{
    public const int Capacity = 2;

    public static readonly TimeSpan RefillEvery = TimeSpan.FromSeconds(30);

    private int _left = Capacity;
    private long _refilledAt = time.GetTimestamp();

    /// <summary>Takes one fetch out of the bucket, if there is one.</summary>
    public bool TryTake()
    {
        Refill();
        if (_left == 0)
        {
            return false;
        }

        _left--;
        return true;
    }

    private void Refill()
    {
        var now = time.GetTimestamp();
        var earned = (long)(time.GetElapsedTime(_refilledAt, now) / RefillEvery);
        if (_left + earned >= Capacity)
        {
            // A full bucket earns nothing: the time towards the next refill counts from the first fetch taken out of it.
            _left = Capacity;
            _refilledAt = now;
            return;
        }

        _left += (int)earned;
        _refilledAt += (long)(earned * RefillEvery.TotalSeconds * time.TimestampFrequency);
    }
}
