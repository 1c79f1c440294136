using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Everything one start or reload made, swapped as one reference. Immutable.</summary>
/// <param name="Snapshot">What validations read.</param>
/// <param name="View">What reports read.</param>
/// <param name="Keys">The keys of each issuer, in the order of the issuers' names.</param>
/// <param name="Presence">Which settings the configuration held.</param>
internal sealed record TrustState(TrustSnapshot Snapshot, TrustView View, IReadOnlyList<IssuerKeys> Keys, SettingPresence Presence);
