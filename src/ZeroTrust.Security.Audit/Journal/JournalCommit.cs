namespace ZeroTrust.Security.Audit.Journal;

/// <summary>What became of all that was appended.</summary>
/// <param name="Failure">None where it all outlasts a power cut.</param>
/// <param name="Head">The last record that does.</param>
/// <param name="Withdrawn">After a failure: how many required events were given up. The others wait for the next commit.</param>
internal readonly record struct JournalCommit(JournalFailure Failure, JournalHead Head, int Withdrawn = 0)
{
    public bool Succeeded => Failure == JournalFailure.None;
}
