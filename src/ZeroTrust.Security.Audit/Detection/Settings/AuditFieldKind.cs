namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Which part of an event a field is.</summary>
internal enum AuditFieldKind
{
    None = 0,
    Actor = 1,
    User = 2,
    Service = 3,
    Client = 4,
    Tenant = 5,
    ClientAddress = 6,
    Resource = 7,
    Action = 8,
    Code = 9,
    Reason = 10,
    Detail = 11,
    Type = 12,
}
