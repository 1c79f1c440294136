using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>A user who holds every one of the roles.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireRoleAttribute : AccessAttribute
{
    /// <summary>Declares the requirement.</summary>
    /// <param name="roles">At least one; an empty list or a role that nobody can hold stops the start.</param>
    public RequireRoleAttribute(params string[] roles) => Roles = roles is null ? [] : [.. roles];

    /// <summary>What is asked for.</summary>
    /// <value>Names compare ordinally.</value>
    public IReadOnlyList<string> Roles { get; }

    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireRole(Roles);
}
