using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>A record of the journal that rules look at.</summary>
/// <param name="record">The record.</param>
/// <param name="id">Its id, as the journal has it.</param>
/// <param name="required">Whether somebody waits for it, so that a failed write takes it back.</param>
internal readonly struct Observed(in AuditRecord record, Guid id, bool required)
{
    // A field, so that it is read in place: it is large.
    public readonly AuditRecord Record = record;

    public Guid Id { get; } = id;

    public bool Required { get; } = required;
}
