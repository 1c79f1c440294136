namespace ZeroTrust.Security.Audit.Trail;

/// <summary>Waits for one record to be on stable storage. It ends with whether it is.</summary>
internal sealed class AuditWaiter() : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
