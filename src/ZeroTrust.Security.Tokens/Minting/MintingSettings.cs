using System.Collections.Frozen;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>What this service may sign. Immutable.</summary>
/// <param name="Service">The name of this service.</param>
/// <param name="Issuer">The <c>iss</c>.</param>
/// <param name="Lifetime">How long a token lives that asks for nothing else.</param>
/// <param name="Grants">What may go into a token, by audience.</param>
/// <param name="ActForUsersOf">The issuer whose users may be acted for; null for none.</param>
internal sealed record MintingSettings(
    string Service, string Issuer, TimeSpan Lifetime, FrozenDictionary<string, AudienceGrant> Grants, string? ActForUsersOf)
{
    public static MintingSettings Of(ServiceTokensOptions options) => new(
        options.Service!,
        options.Issuer!,
        options.Lifetime,
        options.Grants.ToFrozenDictionary(static grant => grant.Key, static grant => new AudienceGrant(grant.Value), StringComparer.Ordinal),
        options.ActForUsersOf);
}
