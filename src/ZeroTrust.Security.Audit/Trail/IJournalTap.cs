using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>Sees what the writer of the journal writes, on its thread and in the journal's order.</summary>
internal interface IJournalTap
{
    /// <summary>A record was taken for the next commit.</summary>
    /// <param name="record">The record; it is copied where it is kept.</param>
    /// <param name="id">Its id.</param>
    /// <param name="required">Whether a commit that fails gives it up.</param>
    void Appended(in AuditRecord record, Guid id, bool required);

    /// <summary>All that was taken outlasts a power cut. Whoever waits for it is told after this.</summary>
    /// <param name="notes">Takes events of the trail's own, for the next commit.</param>
    void Committed(ICollection<AuditEvent> notes);

    /// <summary>The commit failed: what is required was given up, the rest waits for the next.</summary>
    void Withdrawn();
}
