namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>How long a source is left alone after it failed, longer with each failure in a row. Under the gate of the entry it belongs to.</summary>
internal sealed class FetchBackOff(OutboundSurroundings surroundings)
{
    private long _nextTryAt;

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>The last failure; null when the last attempt brought a token, or there was none.</summary>
    public ServiceTokenException? Fault { get; private set; }

    /// <summary>Whether the source may be asked now.</summary>
    public bool MayTry => Failures == 0 || surroundings.Time.GetTimestamp() >= _nextTryAt;

    /// <summary>An attempt failed.</summary>
    /// <returns>The time until the next one.</returns>
    public TimeSpan Failed(ServiceTokenException fault)
    {
        Fault = fault;
        Failures++;
        var delay = surroundings.Plan.AfterFailure(Failures);
        _nextTryAt = surroundings.Time.GetTimestamp() + (long)(delay.TotalSeconds * surroundings.Time.TimestampFrequency);
        return delay;
    }

    /// <summary>An attempt brought a token.</summary>
    public void Succeeded()
    {
        Failures = 0;
        Fault = null;
    }
}
