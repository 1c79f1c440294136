namespace ZeroTrust.Security;

/// <summary>How records are written to the standard output or the log.</summary>
public sealed class AuditOutputOptions
{
    /// <summary>The form of each record.</summary>
    /// <value>The default is <see cref="AuditFormat.Journal"/>: the line as it is.</value>
    public AuditFormat Format { get; set; } = AuditFormat.Journal;

    /// <summary>What the form says beside the record.</summary>
    /// <value>Null by default: the application's name and the machine's.</value>
    public AuditMapping? Mapping { get; set; }
}
