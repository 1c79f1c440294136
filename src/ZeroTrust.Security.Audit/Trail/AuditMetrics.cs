using System.Diagnostics.Metrics;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>What the trail counts. Tags come from closed sets: the class, and how it ended.</summary>
internal sealed class AuditMetrics
{
    private readonly Counter<long> _events;
    private readonly Counter<long> _commits;

    public AuditMetrics(AuditMeter owner)
    {
        var meter = owner.Meter;
        _events = meter.CreateCounter<long>("zerotrust.audit.events", "{event}", "Events handed to the journal, by class and outcome.");
        _commits = meter.CreateCounter<long>("zerotrust.audit.commits", "{commit}", "Commits of the journal, by outcome.");
    }

    public void Written(AuditClass auditClass) => Count(auditClass, "written");

    public void Refused() => Count(AuditClass.Required, "refused");

    public void Lost(AuditClass auditClass) => Count(auditClass, "lost");

    public void Summarised() => Count(AuditClass.Buffered, "summarised");

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

    private void Count(AuditClass auditClass, string outcome)
    {
        if (_events.Enabled)
        {
            _events.Add(1, new("class", AuditWords.Of(auditClass)), new("outcome", outcome));
        }
    }
}
