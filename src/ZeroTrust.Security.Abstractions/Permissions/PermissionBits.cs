namespace ZeroTrust.Security;

/// <summary>One bit for each of the first <paramref name="Count"/> grants of a model: held or not.</summary>
internal sealed record PermissionBits(PermissionModel Model, int Count, ulong[] Words);
