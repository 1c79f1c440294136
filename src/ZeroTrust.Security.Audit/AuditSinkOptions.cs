namespace ZeroTrust.Security;

/// <summary>How much a sink is handed at once, and how long it may take.</summary>
public sealed class AuditSinkOptions
{
    /// <summary>The most records of a batch.</summary>
    /// <value>1 to 100,000; 1,000 by default.</value>
    public int MaxEvents { get; set; } = 1_000;

    /// <summary>The most bytes of a batch. A record that is longer alone is handed over alone.</summary>
    /// <value>1 KiB to 64 MiB; 1 MiB by default.</value>
    public int MaxBytes { get; set; } = 1024 * 1024;

    /// <summary>How long a record waits for others to fill its batch.</summary>
    /// <value>10 milliseconds to one minute; one second by default.</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one call may take before it is cancelled and counted as a failure.</summary>
    /// <value>One second to ten minutes; 30 seconds by default.</value>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
