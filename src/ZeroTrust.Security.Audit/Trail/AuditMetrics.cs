using System.Diagnostics.Metrics;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>What the trail counts. Tags come from closed sets: the class, and how it ended.</summary>
internal sealed class AuditMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _commits;
    private readonly Counter<long> _retired;

    public AuditMetrics(AuditMeter owner)
    {
        _meter = owner.Meter;
        _events = _meter.CreateCounter<long>("zerotrust.audit.events", "{event}", "Events handed to the journal, by class and outcome.");
        _commits = _meter.CreateCounter<long>("zerotrust.audit.commits", "{commit}", "Commits of the journal, by outcome.");
        _retired = _meter.CreateCounter<long>("zerotrust.audit.journal.retired", "{file}", "Files of the journal that its retention deleted.");
    }

    /// <summary>Makes the instruments that are asked, once.</summary>
    public void Begin(AuditLoop loop, IReadOnlyList<AuditChore> chores)
    {
        _meter.CreateObservableGauge("zerotrust.audit.last_success.age", () => Ages(loop, chores), "s", "How long ago each loop of the audit last went well.");
        _meter.CreateObservableGauge("zerotrust.audit.journal.space", () => (int)loop.Space, "{level}", "0: ample, 1: running full, 2: what is left is kept for required events.");
    }

    public void Written(AuditClass auditClass, long events) => Count(auditClass, "written", events);

    public void Refused() => Count(AuditClass.Required, "refused");

    public void Lost(AuditClass auditClass) => Count(auditClass, "lost");

    public void Summarised() => Count(AuditClass.Buffered, "summarised");

    public void Retired(int files) => _retired.Add(files);

    public void Committed(JournalFailure failure)
    {
        if (_commits.Enabled)
        {
            _commits.Add(1, new KeyValuePair<string, object?>("outcome", Word(failure)));
        }
    }

    public static string Word(JournalFailure failure) => failure switch
    {
        JournalFailure.None => "ok",
        JournalFailure.NoSpace => "no_space",
        JournalFailure.ReadOnly => "read_only",
        JournalFailure.Locked => "locked",
        JournalFailure.Damaged => "damaged",
        _ => "io",
    };

    public static string Word(JournalSpace space) => space switch
    {
        JournalSpace.Ample => "ample",
        JournalSpace.Low => "low",
        _ => "reserve",
    };

    private static IEnumerable<Measurement<double>> Ages(AuditLoop loop, IReadOnlyList<AuditChore> chores) =>
        chores.Select(static chore => Age(chore.Name, chore.SinceSuccess)).Prepend(Age("journal", loop.SinceSuccess));

    private static Measurement<double> Age(string loop, TimeSpan age) => new(age.TotalSeconds, new KeyValuePair<string, object?>("loop", loop));

    private void Count(AuditClass auditClass, string outcome, long events = 1)
    {
        if (_events.Enabled && events > 0)
        {
            _events.Add(events, new("class", AuditWords.Of(auditClass)), new("outcome", outcome));
        }
    }
}
