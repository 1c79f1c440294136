using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>
/// A policy of the framework's that asks only for what its own built-in requirements ask, and no scheme but ours: it can be asked of
/// a verified token without building a principal. It says yes only where the framework would, and never no: then the framework is
/// asked, which answers. Immutable, shared by threads.
/// </summary>
internal sealed class PlainPolicy
{
    private readonly ImmutableArray<IAuthorizationRequirement> _requirements;

    private PlainPolicy(AuthorizationPolicy policy)
    {
        Source = policy;
        NamesScheme = policy.AuthenticationSchemes.Count > 0;
        _requirements = [.. policy.Requirements];
    }

    /// <summary>The policy as the framework has it.</summary>
    public AuthorizationPolicy Source { get; }

    /// <summary>Whether it names our scheme; otherwise it takes the user as it finds it.</summary>
    public bool NamesScheme { get; }

    /// <summary>Null for a policy that only the framework can decide.</summary>
    public static PlainPolicy? Of(AuthorizationPolicy? policy) =>
        policy is not null && NamesOursAtMost(policy.AuthenticationSchemes) && policy.Requirements.All(IsKnown) ? new(policy) : null;

    public bool Allows(VerifiedToken token)
    {
        foreach (var requirement in _requirements)
        {
            if (!IsMet(requirement, token))
            {
                return false;
            }
        }

        return true;
    }

    private static bool NamesOursAtMost(IReadOnlyList<string> schemes) =>
        schemes.Count == 0 || (schemes.Count == 1 && string.Equals(schemes[0], ZeroTrustDefaults.AuthenticationScheme, StringComparison.Ordinal));

    // Exactly these types: one derived from them may ask for anything.
    private static bool IsKnown(IAuthorizationRequirement requirement)
    {
        var type = requirement.GetType();
        return type == typeof(DenyAnonymousAuthorizationRequirement)
            || type == typeof(RolesAuthorizationRequirement)
            || type == typeof(ClaimsAuthorizationRequirement)
            || type == typeof(NameAuthorizationRequirement);
    }

    private static bool IsMet(IAuthorizationRequirement requirement, VerifiedToken token) => requirement switch
    {
        DenyAnonymousAuthorizationRequirement => true,
        RolesAuthorizationRequirement roles => TokenClaims.HasAnyRole(token, roles.AllowedRoles),
        ClaimsAuthorizationRequirement claims => TokenClaims.HasClaim(token, claims.ClaimType, claims.AllowedValues),
        NameAuthorizationRequirement name => TokenClaims.IsNamed(token, name.RequiredName),
        _ => false,
    };
}
