namespace ZeroTrust.Security;

/// <summary>How a record of the journal is written for the system it is shipped to.</summary>
public enum AuditFormat
{
    /// <summary>The line as it stands in the journal: JSON, with its number and hash.</summary>
    Journal = 0,

    /// <summary>Elastic Common Schema 8: JSON.</summary>
    Ecs = 1,

    /// <summary>Open Cybersecurity Schema Framework 1.3: JSON, of the classes Authentication, Authorize Session, API Activity and Application Lifecycle.</summary>
    Ocsf = 2,

    /// <summary>Common Event Format, version 0: one line of text with a header and <c>key=value</c> pairs.</summary>
    Cef = 3,
}
