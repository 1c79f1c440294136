namespace ZeroTrust.Security.Audit.Trail;

/// <summary>An act that was begun.</summary>
/// <param name="Id">The id of its intent.</param>
/// <param name="Type">What kind.</param>
/// <param name="Resource">What it was to be done to.</param>
internal sealed record OpenAct(Guid Id, string Type, string? Resource)
{
    /// <summary>Its outcome, where nobody can tell.</summary>
    public AuditEvent ToUnknown(string reason) => new()
    {
        Type = Type,
        Resource = Resource,
        Outcome = AuditOutcome.Unknown,
        Intent = Id,
        Reason = reason,
        Class = AuditClass.Required,
    };
}
