namespace ZeroTrust.Security;

/// <summary>How the recorded action ended.</summary>
public enum AuditOutcome
{
    /// <summary>Not allowed; the handler did not run.</summary>
    Denied = 0,

    /// <summary>Allowed; for an action of the application: done.</summary>
    Allowed = 1,

    /// <summary>Allowed or not, it could not be decided or carried out: something the decision needs was down.</summary>
    Failed = 2,

    /// <summary>About to be done: the intent of an action whose outcome follows in an event of its own.</summary>
    Started = 3,

    /// <summary>Begun, and nobody can tell how it ended: the process stopped between the intent and the outcome.</summary>
    Unknown = 4,
}
