namespace ZeroTrust.Security;

/// <summary>What a detail of an event is, as the record shows it.</summary>
public enum AuditValueKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>A number, with all its digits.</summary>
    Number = 2,

    /// <summary>True or false.</summary>
    Boolean = 3,

    /// <summary>An identifier that is recorded as a keyed digest of itself.</summary>
    Digest = 4,
}
