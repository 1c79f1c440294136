namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// Lets a token that was refused be replaced now and then, and not once for each refusal: a service that refuses every token would have
/// the source asked without end. Under the gate of the entry it belongs to.
/// </summary>
internal sealed class ReplacementLimit(TimeProvider time)
{
    private long? _lastAt;

    public bool MayReplace => _lastAt is not { } at || time.GetElapsedTime(at) >= RenewalPlan.BetweenReplacements;

    public void Replaced() => _lastAt = time.GetTimestamp();
}
