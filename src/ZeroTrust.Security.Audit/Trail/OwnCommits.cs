using System.Collections.Concurrent;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>The journal's own records that the work beside it asks for: signed heads, tombstones. Threads may add; the writer's takes them.</summary>
internal sealed class OwnCommits
{
    private readonly ConcurrentQueue<(byte[] Record, AuditWaiter Waiter)> _asked = new();
    private readonly List<AuditWaiter> _waiting = [];

    /// <summary>Whether a commit is waited for.</summary>
    public bool IsWaitedFor => _waiting.Count > 0;

    /// <summary>Asks for a record.</summary>
    /// <returns>Whether it outlasts a power cut; a failed commit gives it up.</returns>
    public Task<bool> AddAsync(byte[] record)
    {
        var waiter = new AuditWaiter();
        _asked.Enqueue((record, waiter));
        return waiter.Task;
    }

    /// <summary>Appends what is asked for, and lets whoever watches the journal see it.</summary>
    public void AppendTo(JournalAppender journal, IJournalTap? tap)
    {
        while (_asked.TryDequeue(out var asked))
        {
            journal.AppendOwn(asked.Record);
            if (tap is not null)
            {
                var seen = OwnEvent.Of(asked.Record);
                tap.Appended(AuditRecord.Of(seen, AuditClass.Required, seen.Time), seen.Id, required: true);
            }

            _waiting.Add(asked.Waiter);
        }
    }

    public void Release(bool recorded)
    {
        _waiting.ForEach(waiter => waiter.TrySetResult(recorded));
        _waiting.Clear();
    }
}
