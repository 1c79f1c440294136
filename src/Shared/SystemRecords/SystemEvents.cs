namespace ZeroTrust.Security.SystemRecords;

/// <summary>
/// Puts on record what becomes of keys, settings and revocations. Whoever asked for it is in the events of the request that did. Recording
/// neither waits nor fails.
/// </summary>
/// <param name="trail">Finds the trail, when the first event comes: it may stand on what records here. Null where there is none.</param>
/// <param name="clock">The time of the events.</param>
internal sealed class SystemEvents(Func<IAuditTrail?> trail, TimeProvider clock)
{
    public const string KeyRing = "key-ring";
    public const string ApiKey = "api-key";
    public const string Settings = "settings";
    public const string Revocations = "revocation";
    public const string Secret = "secret";

    private readonly Lazy<IAuditTrail?> _trail = new(trail);

    public void Say(string type, string action, string? resource, AuditOutcome outcome = AuditOutcome.Allowed, string? reason = null, params AuditDetail[] details)
    {
        if (_trail.Value is not { } found)
        {
            return;
        }

        var now = clock.GetUtcNow();
        found.Record(new()
        {
            Id = Guid.CreateVersion7(now),
            Type = type,
            Time = now,
            Outcome = outcome,
            Action = action,
            Resource = resource,
            Reason = reason,
            Details = details,
        });
    }
}
