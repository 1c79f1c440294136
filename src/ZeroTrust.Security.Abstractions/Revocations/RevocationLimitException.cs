namespace ZeroTrust.Security;

/// <summary>The most revocations that a process holds are held already, so that another one cannot be put into force.</summary>
/// <param name="limit">The most that are held.</param>
public sealed class RevocationLimitException(int limit) : Exception(
    $"{limit} revocations are held already, so this one is not in force. Revoke by subject, client or issuer in place of single tokens, or lift what is not needed any more.")
{
    /// <summary>The most that are held.</summary>
    /// <value>1,000,000.</value>
    public int Limit { get; } = limit;
}
