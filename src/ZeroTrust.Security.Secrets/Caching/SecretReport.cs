using Microsoft.Extensions.Logging;
using ZeroTrust.Security.SystemRecords;

namespace ZeroTrust.Security.Secrets;

/// <summary>Logs, counts and puts on record what becomes of secrets: names and versions, never values. Nothing that it calls keeps a secret from being refreshed.</summary>
internal sealed class SecretReport(ILogger logger, SecretMetrics metrics, SystemEvents events)
{
    private long _untold;

    /// <summary>How many faults not even the log took.</summary>
    public long Untold => Volatile.Read(ref _untold);

    public void Landed(SecretReading reading)
    {
        Guard(() => metrics.Called(reading.Secret.Store, reading.Problem?.Outcome ?? SecretOutcome.Found));
        if (reading.Problem is { } problem)
        {
            Failed(reading, problem);
            return;
        }

        if (reading.FailuresBefore > 0)
        {
            Guard(() => SecretLog.Recovered(logger, reading.Secret, reading.FailuresBefore));
        }

        if (reading.Taking == Taking.First)
        {
            Guard(() => SecretLog.Read(logger, reading.Secret, reading.Version));
            Say("read", reading.Secret, AuditOutcome.Allowed, null, Detail("version", reading.Version));
        }
        else if (reading.Taking == Taking.Rotated)
        {
            Guard(() => metrics.Rotated(reading.Secret));
            Guard(() => SecretLog.Rotated(logger, reading.Secret, reading.Version, reading.VersionBefore));
            Say("rotate", reading.Secret, AuditOutcome.Allowed, null, Detail("version", reading.Version), Detail("previous", reading.VersionBefore));
        }
    }

    /// <summary>The last good value has come to its end.</summary>
    public void Lost(SecretRef secret, SecretResult problem)
    {
        Guard(() => SecretLog.Lost(logger, secret, problem.Reason));
        Say("lose", secret, AuditOutcome.Failed, problem.Outcome);
    }

    public void UsedPrevious(SecretRef secret) => Guard(() => metrics.UsedPrevious(secret));

    /// <summary>Runs what others have written.</summary>
    public void Guard(Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // Logs, listeners and trails of others.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Threw(fault);
        }
    }

    /// <summary>The same, with a result.</summary>
    public T? Try<T>(Func<T?> action)
        where T : class
    {
        T? result = null;
        Guard(() => result = action());
        return result;
    }

    private static AuditDetail Detail(string name, string? version) => new(name, version ?? "");

    private void Failed(SecretReading reading, SecretResult problem)
    {
        if (reading.FailuresBefore > 0)
        {
            return;
        }

        // It fails again with each step of the back-off: one message says so.
        Guard(() => SecretLog.Failed(logger, reading.Secret, SecretMetrics.Word(problem.Outcome), problem.Reason));
        Say("read", reading.Secret, AuditOutcome.Failed, problem.Outcome);
    }

    private void Say(string action, SecretRef secret, AuditOutcome outcome, SecretOutcome? why, params AuditDetail[] details) =>
        Guard(() => events.Say(SystemEvents.Secret, action, secret.ToString(), outcome, why is { } word ? SecretMetrics.Word(word) : null, details));

    private void Threw(Exception fault)
    {
        try
        {
            SecretLog.Threw(logger, fault.GetType().Name);
        }
#pragma warning disable CA1031 // The log it is.
        catch (Exception)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref _untold);
        }
    }
}
