namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>How long a token lives.</summary>
/// <param name="EndsAt">Its end on the clock on the wall; null for none.</param>
/// <param name="EndsAfter">The same, since the session began: that clock is not set back.</param>
/// <param name="IsRenewable">Whether Vault renews it.</param>
internal sealed record TokenLife(DateTimeOffset? EndsAt, TimeSpan? EndsAfter, bool IsRenewable);
