namespace ZeroTrust.Security;

/// <summary>A record that a sink has put aside, since its target can never store it.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Reason">Why, for the operator's log: neither a secret nor text of the event.</param>
public readonly record struct AuditAside(Guid Id, string Reason);
