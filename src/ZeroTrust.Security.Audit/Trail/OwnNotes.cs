using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>What the trail says of itself: its start and end, what was lost, that the journal can be written again. It takes no place in the ring. For one thread.</summary>
internal sealed class OwnNotes(RecordAppender records, JournalAppender journal, AuditLosses losses, ILogger logger)
{
    private readonly List<AuditEvent> _notes = [];
    private AuditLoss _told;

    /// <summary>What waits to be appended.</summary>
    public ICollection<AuditEvent> Notes => _notes;

    public void Say(string type) => _notes.Add(Own(type));

    /// <summary>Appends the notes, if need be into the space that is kept for what is required.</summary>
    public void AppendNotes()
    {
        foreach (var note in _notes)
        {
            var record = AuditRecord.Of(note, AuditClass.Buffered, records.Now);
            if (!records.TryAppend(record, required: false) && !records.TryAppend(record, required: true))
            {
                losses.Add(AuditClass.Buffered);
            }
        }

        _notes.Clear();
    }

    /// <summary>Appends all there is to say before a commit.</summary>
    /// <param name="afterFailure">Whether the last one failed.</param>
    public void AppendAll(bool afterFailure)
    {
        AppendNotes();
        if (losses.Any)
        {
            AppendLosses();
        }

        if (afterFailure && journal.Pending == 0)
        {
            // Nobody else may be there to find out that it can be written again.
            TryAppend(Own("audit.resume"));
        }
    }

    /// <summary>What was appended is on disk.</summary>
    public void Committed()
    {
        if (_told != default)
        {
            AuditLog.Lost(logger, _told.Buffered, _told.BestEffort);
            _told = default;
        }
    }

    /// <summary>The record of the losses was given up with everything that is required.</summary>
    public void Withdrawn()
    {
        losses.Return(_told);
        _told = default;
    }

    private void AppendLosses()
    {
        _told = losses.Take();
        if (!TryAppend(Own("audit.lost") with { Outcome = AuditOutcome.Failed, Details = [new("buffered", _told.Buffered), new("best_effort", _told.BestEffort)] }))
        {
            Withdrawn();
        }
    }

    private bool TryAppend(AuditEvent own) => records.TryAppend(AuditRecord.Of(own, AuditClass.Required, records.Now), required: true);

    private static AuditEvent Own(string type) => new() { Type = type, Outcome = AuditOutcome.Allowed };
}
