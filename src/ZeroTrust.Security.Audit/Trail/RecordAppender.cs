using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>Gives records their ids and hands them to the journal, encoded. For one thread.</summary>
/// <param name="journal">Takes them for the next commit.</param>
/// <param name="encoder">How they are written.</param>
/// <param name="tap">Who sees each that is taken.</param>
/// <param name="clock">What ids begin with.</param>
/// <param name="logger">Is told of records that cannot be written.</param>
internal sealed class RecordAppender(JournalAppender journal, AuditEncoder encoder, IJournalTap? tap, TimeProvider clock, ILogger logger)
{
    private readonly EventIds _ids = new();
    private DateTimeOffset? _now;

    /// <summary>The time of what is done together: one reading of the clock serves it, at the first that asks.</summary>
    public DateTimeOffset Now => _now ?? ReadClock();

    /// <summary>What follows has a time of its own.</summary>
    public void BeginTurn()
    {
        _now = null;
        journal.BeginTurn();
    }

    /// <returns><see langword="false"/> where the journal does not take it, or it cannot be written.</returns>
    public bool TryAppend(in AuditRecord record, bool required)
    {
        try
        {
            if (_now is null)
            {
                ReadClock();
            }

            var id = record.Event is { Id: var given } && given != Guid.Empty ? given : _ids.Next();
            if (!journal.Append(encoder.Encode(record, id), required))
            {
                return false;
            }

            tap?.Appended(record, id, required);
            return true;
        }
        catch (Exception fault)
        {
            // One event that cannot be written takes no other with it, and whoever waits for it is told.
            AuditLog.EventThrew(logger, fault.GetType().Name);
            return false;
        }
    }

    private DateTimeOffset ReadClock()
    {
        var now = clock.GetUtcNow();
        _now = now;
        _ids.SetTime(now);
        return now;
    }
}
