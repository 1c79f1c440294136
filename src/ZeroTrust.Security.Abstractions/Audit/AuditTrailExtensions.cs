namespace ZeroTrust.Security;

/// <summary>The short forms for code of the application. Who acts, in which request and trace, is filled in by the trail.</summary>
public static class AuditTrailExtensions
{
    /// <summary>Records what was done, and completes when it is on record: by default on stable storage.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="type">What kind of event, such as <c>refund</c>: 1 to 64 of <c>a-z</c>, <c>0-9</c>, <c>_</c>, <c>-</c> and <c>.</c></param>
    /// <param name="resource">What it was done to, such as the order's number.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="details">What else is worth keeping, by name.</param>
    /// <returns>Complete when the promise of the event's class holds.</returns>
    /// <exception cref="ArgumentException">The type, or the name of a detail, is not what it may be.</exception>
    /// <exception cref="AuditUnavailableException">It cannot be recorded as its class promises.</exception>
    public static ValueTask RecordAsync(
        this IAuditTrail trail, string type, string? resource, AuditOutcome outcome, params ReadOnlySpan<(string Name, AuditValue Value)> details)
    {
        ArgumentNullException.ThrowIfNull(trail);
        return trail.RecordAsync(Event(type, resource, outcome, details));
    }

    /// <summary>Records what was done without waiting for it to be on stable storage.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="type">What kind of event, such as <c>export</c>: 1 to 64 of <c>a-z</c>, <c>0-9</c>, <c>_</c>, <c>-</c> and <c>.</c></param>
    /// <param name="resource">What it was done to.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="details">What else is worth keeping, by name.</param>
    /// <exception cref="ArgumentException">The type, or the name of a detail, is not what it may be.</exception>
    public static void Record(
        this IAuditTrail trail, string type, string? resource, AuditOutcome outcome, params ReadOnlySpan<(string Name, AuditValue Value)> details)
    {
        ArgumentNullException.ThrowIfNull(trail);
        trail.Record(Event(type, resource, outcome, details));
    }

    /// <summary>
    /// Records that something is about to be done, before it is: where the process stops in between, the intent is on record without an
    /// outcome, and not the effect without a word. Say the outcome with <see cref="AuditAct.CompleteAsync"/>.
    /// </summary>
    /// <param name="trail">The trail.</param>
    /// <param name="type">What kind of event, such as <c>refund</c>: 1 to 64 of <c>a-z</c>, <c>0-9</c>, <c>_</c>, <c>-</c> and <c>.</c></param>
    /// <param name="resource">What it will be done to.</param>
    /// <param name="details">What else is worth keeping, by name.</param>
    /// <returns>The act; dispose of it, with <c>await using</c>.</returns>
    /// <exception cref="ArgumentException">The type, or the name of a detail, is not what it may be.</exception>
    /// <exception cref="AuditUnavailableException">The intent cannot be recorded: do not act.</exception>
    public static ValueTask<AuditAct> BeginAsync(
        this IAuditTrail trail, string type, string? resource, params ReadOnlySpan<(string Name, AuditValue Value)> details)
    {
        ArgumentNullException.ThrowIfNull(trail);
        return AuditAct.BeginAsync(trail, Event(type, resource, AuditOutcome.Started, details) with { Id = Guid.CreateVersion7() });
    }

    internal static AuditEvent Event(string type, string? resource, AuditOutcome outcome, ReadOnlySpan<(string Name, AuditValue Value)> details)
    {
        var named = new AuditDetail[details.Length];
        for (var i = 0; i < details.Length; i++)
        {
            named[i] = new(details[i].Name, details[i].Value);
        }

        return new() { Type = AuditEventType.Check(type), Resource = resource, Outcome = outcome, Details = named };
    }
}
