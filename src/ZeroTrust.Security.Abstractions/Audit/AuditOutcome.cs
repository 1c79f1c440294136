namespace ZeroTrust.Security;

/// <summary>How the recorded action ended.</summary>
public enum AuditOutcome
{
    /// <summary>Not allowed; the handler did not run.</summary>
    Denied = 0,

    /// <summary>Allowed.</summary>
    Allowed = 1,

    /// <summary>Allowed or not, it could not be decided or carried out: something the decision needs was down.</summary>
    Failed = 2,
}
