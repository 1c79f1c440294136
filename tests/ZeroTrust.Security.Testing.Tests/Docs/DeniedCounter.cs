namespace ZeroTrust.Security.Testing.Tests.Docs;

internal sealed class DeniedCounter : IAuditTrail
{
    private long _denied;

    public long Denied => Interlocked.Read(ref _denied);

    public void Record(AuditEvent auditEvent)
    {
        if (auditEvent.Outcome == AuditOutcome.Denied)
        {
            Interlocked.Increment(ref _denied);
        }
    }
}
