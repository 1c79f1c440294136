namespace ZeroTrust.Security.Audit.Trail;

/// <summary>How many events were lost.</summary>
internal readonly record struct AuditLoss(long Buffered, long BestEffort);
