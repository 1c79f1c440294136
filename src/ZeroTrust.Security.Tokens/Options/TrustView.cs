namespace ZeroTrust.Security;

/// <summary>The settings in force, as one start or reload made them. Immutable.</summary>
/// <param name="Version">Counts up with each reload; starts at 1.</param>
/// <param name="Issuers">The trusted issuers, ordered by name.</param>
/// <param name="Roles">What each role of the role table grants.</param>
/// <param name="Callers">Which services the table of callers lists for each permission.</param>
/// <param name="OwnerAuthority">The issuer that <c>RequireOwner</c> compares within; null when there is no single one and none is set.</param>
/// <param name="TenantAuthority">The issuer that <c>RequireTenant</c> compares within; null when there is no single one and none is set.</param>
/// <param name="ReloadFault">Why the last reload was refused, for the operator; null when it was taken.</param>
public sealed record TrustView(
    long Version,
    IReadOnlyList<TrustedIssuer> Issuers,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Roles,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Callers,
    string? OwnerAuthority,
    string? TenantAuthority,
    string? ReloadFault);
