namespace ZeroTrust.Security.Tokens.Mapping;

/// <summary>What grant claims come to under an issuer's settings, and how many names of them its bounds dropped. Immutable.</summary>
/// <param name="Permissions">What is left, with what the role table adds.</param>
/// <param name="DroppedPermissions">Permissions beyond what the issuer may assert.</param>
/// <param name="DroppedRoles">Roles beyond it.</param>
/// <param name="DroppedScopes">Scopes beyond it.</param>
internal sealed record MappedGrants(PermissionSet Permissions, int DroppedPermissions, int DroppedRoles, int DroppedScopes);
