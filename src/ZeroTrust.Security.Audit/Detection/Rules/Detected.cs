namespace ZeroTrust.Security.Audit.Detection;

/// <summary>What a rule found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Trigger">The event that completed it.</param>
/// <param name="Count">How many events, or values, it took.</param>
/// <param name="From">The time of the first of them, in ticks of UTC.</param>
/// <param name="Until">The time of the last.</param>
/// <param name="Events">The ids of the latest of them, oldest first.</param>
internal sealed record Detected(AuditRule Rule, Observed Trigger, int Count, long From, long Until, IReadOnlyList<Guid> Events)
{
    /// <summary>How many ids are named: they fit the text of a record.</summary>
    public const int MaxEvents = 20;
}
