namespace ZeroTrust.Security.Timers;

/// <summary>
/// Timers that carry nothing of whoever makes them. As a rule that is a request, whose trace, log scopes and other ambient values
/// would live as long as the timer and be taken for its own.
/// </summary>
internal static class DetachedTimer
{
    /// <summary>A timer that is not set yet.</summary>
    public static ITimer Create(TimeProvider time, TimerCallback callback, object state)
    {
        using var _ = SuppressFlow();
        return time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets nothing of the caller's context flow until the end of the scope, also where it does not flow already.</summary>
    public static AsyncFlowControl SuppressFlow() => ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
}
