using System.Collections.Frozen;
using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>
/// The trail into the journal, as requests and the application see it. Recording fills a place of the ring; nothing here touches a file. Threads
/// may share it.
/// </summary>
internal sealed class JournalTrail(AuditRing ring, AuditLoop loop, AuditLosses losses, AuditClasses classes, AuditMetrics metrics, TimeSpan fullWait, TimeSpan requiredWait, TimeProvider clock, IAuditContext? context = null)
    : IDecisionTrail
{
    private const string NotRunning = "The audit journal is not written: the host has not started, or has stopped.";
    private const string NotRecorded = "The audit journal could not be written. The log says why, under ZeroTrust.Security.Audit.";

    // What the system says of itself, which is little: the places kept for what is required take it, and it never waits.
    private static readonly FrozenSet<string> OfTheSystem = FrozenSet.ToFrozenSet(["key-ring", "api-key", "settings", "revocation"], StringComparer.Ordinal);

    private static readonly Task<bool> NotTaken = Task.FromResult(false);

    // The writer looks by itself all the time; it is woken early where a quarter of the places was filled.
    private readonly long _quarter = (ring.Capacity / 4) - 1;

    // Where one has waited in vain, the next does not: until the writer has been there.
    private long _stuckSince = -1;

    // The same for what is required: a disk that hangs holds up those who came first, and nobody after them.
    private long _hungSince = -1;

    public bool IsAvailable => loop is { IsRunning: true, IsAvailable: true } && !IsHung;

    private bool IsHung => Volatile.Read(ref _hungSince) == loop.Turns;

    public AuditClass? ClassOf(string type) => classes.Find(type);

    public void Record(in AuditDecision decision)
    {
        var auditClass = Bearable(decision.Class ?? classes.Find(decision.Type));
        Add(new AuditRecord(decision, auditClass));
    }

    public ValueTask<bool> RecordRequiredAsync(in AuditDecision decision) =>
        new(WithinBound(AddRequired(new AuditRecord(decision, AuditClass.Required)), CancellationToken.None));

    public void Record(AuditEvent auditEvent)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);
        var auditClass = Bearable(auditEvent.Class ?? classes.Find(auditEvent.Type));
        var record = AuditRecord.Of(Complete(auditEvent), auditClass, clock.GetUtcNow());
        if (!OfTheSystem.Contains(auditEvent.Type))
        {
            Add(record);
        }
        else if (loop.HasEnded || ring.TryAdd(record, null, intoReserved: true) < 0)
        {
            Lose(record);
        }
    }

    public ValueTask RecordAsync(AuditEvent auditEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);
        var auditClass = auditEvent.Class ?? classes.Find(auditEvent.Type) ?? AuditClass.Required;
        var record = AuditRecord.Of(Complete(auditEvent), auditClass, clock.GetUtcNow());
        if (auditClass == AuditClass.Required)
        {
            return RecordRequiredAsync(record, cancellationToken);
        }

        Add(record);
        return default;
    }

    // A call that does not wait cannot promise what is required.
    private static AuditClass Bearable(AuditClass? auditClass) => auditClass == AuditClass.BestEffort ? AuditClass.BestEffort : AuditClass.Buffered;

    // Another thread reads the details later: whoever gave the list may change it by then.
    private AuditEvent Complete(AuditEvent auditEvent)
    {
        var complete = context?.Complete(auditEvent) ?? auditEvent;
        return complete.Details.Count == 0 ? complete : complete with { Details = [.. complete.Details] };
    }

    private async ValueTask RecordRequiredAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        if (!loop.IsRunning)
        {
            throw new AuditUnavailableException(NotRunning);
        }

        if (!await WithinBound(AddRequired(record), cancellationToken).ConfigureAwait(false))
        {
            throw new AuditUnavailableException(NotRecorded);
        }
    }

    private async Task<bool> WithinBound(Task<bool> recorded, CancellationToken cancellationToken)
    {
        try
        {
            return await recorded.WaitAsync(requiredWait, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It may be recorded all the same; whoever waited is told no.
            Volatile.Write(ref _hungSince, loop.Turns);
            metrics.Refused();
            return false;
        }
    }

    private Task<bool> AddRequired(in AuditRecord record)
    {
        var waiter = new AuditWaiter();
        if (!loop.IsRunning || IsHung || ring.TryAdd(record, waiter) < 0)
        {
            metrics.Refused();
            return NotTaken;
        }

        loop.Wake();

        // The loop may have ended just before: then nobody takes it out any more.
        if (!loop.IsRunning)
        {
            waiter.TrySetResult(false);
        }

        return waiter.Task;
    }

    private void Add(in AuditRecord record)
    {
        if (loop.HasEnded)
        {
            Lose(record);
            return;
        }

        var place = ring.TryAdd(record, null);
        if (place < 0)
        {
            AddWhenFull(record);
        }
        else if ((place & _quarter) == 0)
        {
            loop.Wake();
        }
    }

    private void AddWhenFull(in AuditRecord record)
    {
        loop.Wake();
        if (record.Class == AuditClass.BestEffort || !loop.IsRunning || Volatile.Read(ref _stuckSince) == loop.Turns || !TryWait(record))
        {
            Lose(record);
        }
    }

    private void Lose(in AuditRecord record)
    {
        losses.Add(record.Class);
        metrics.Lost(record.Class);
    }

    private bool TryWait(in AuditRecord record)
    {
        var began = clock.GetTimestamp();
        var spin = default(SpinWait);
        while (clock.GetElapsedTime(began) < fullWait)
        {
            spin.SpinOnce();
            if (ring.TryAdd(record, null) >= 0)
            {
                return true;
            }
        }

        Volatile.Write(ref _stuckSince, loop.Turns);
        return false;
    }
}
