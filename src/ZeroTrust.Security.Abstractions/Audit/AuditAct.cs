namespace ZeroTrust.Security;

/// <summary>
/// Something that is being done, whose intent is on record. Its outcome is said once; where nothing was said by the end, as after an exception,
/// the outcome is <see cref="AuditOutcome.Failed"/>. For one thread at a time.
/// </summary>
/// <example>
/// <code>
/// await using var act = await audit.BeginAsync("refund", order.Id);
/// await payments.RefundAsync(order);
/// await act.CompleteAsync(AuditOutcome.Allowed, ("amount", order.Amount));
/// </code>
/// </example>
public sealed class AuditAct : IAsyncDisposable
{
    private readonly IAuditTrail _trail;
    private readonly AuditEvent _intent;
    private bool _completed;

    private AuditAct(IAuditTrail trail, AuditEvent intent) => (_trail, _intent) = (trail, intent);

    /// <summary>The id of the intent, which the event of the outcome names.</summary>
    /// <value>A UUID of version 7.</value>
    public Guid Id => _intent.Id;

    /// <summary>Says how it ended.</summary>
    /// <param name="outcome">How: not <see cref="AuditOutcome.Started"/>.</param>
    /// <param name="details">What else is worth keeping, by name.</param>
    /// <returns>Complete when the promise of the event's class holds.</returns>
    /// <exception cref="InvalidOperationException">It was said before.</exception>
    /// <exception cref="AuditUnavailableException">The outcome cannot be recorded. The intent is, and stays without an outcome.</exception>
    public ValueTask CompleteAsync(AuditOutcome outcome, params ReadOnlySpan<(string Name, AuditValue Value)> details)
    {
        if (_completed)
        {
            throw new InvalidOperationException("The outcome of this act was said before.");
        }

        ArgumentOutOfRangeException.ThrowIfEqual(outcome, AuditOutcome.Started);
        var ended = AuditTrailExtensions.Event(_intent.Type, _intent.Resource, outcome, details) with { Intent = _intent.Id };
        _completed = true;
        return _trail.RecordAsync(ended);
    }

    /// <summary>Records the outcome <see cref="AuditOutcome.Failed"/> where none was said.</summary>
    /// <returns>Complete when that is on record, or cannot be: what led here is not hidden by an exception from here.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_completed)
        {
            return;
        }

        try
        {
            await CompleteAsync(AuditOutcome.Failed).ConfigureAwait(false);
        }
        catch (AuditUnavailableException)
        {
            // The intent without an outcome says what is known.
        }
    }

    internal static async ValueTask<AuditAct> BeginAsync(IAuditTrail trail, AuditEvent intent)
    {
        await trail.RecordAsync(intent).ConfigureAwait(false);
        return new(trail, intent);
    }
}
