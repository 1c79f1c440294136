namespace ZeroTrust.Security;

/// <summary>How the audit journal is shipped to PostgreSQL.</summary>
public sealed class AuditPostgresOptions
{
    /// <summary>Names the sink in measurements, logs and the file of its place. A sink under another name begins at the oldest record.</summary>
    /// <value>1 to 32 of <c>a-z</c>, <c>0-9</c> and <c>-</c>; <c>postgres</c> by default.</value>
    public string Name { get; set; } = "postgres";

    /// <summary>How long one statement may take, on the server as well.</summary>
    /// <value>1 second to 10 minutes; 20 seconds by default, which is less than a call of a sink may take.</value>
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
