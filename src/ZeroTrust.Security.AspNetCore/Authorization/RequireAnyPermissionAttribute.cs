using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>At least one of the permissions must be held.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireAnyPermissionAttribute : AccessAttribute
{
    /// <summary>Declares the requirement.</summary>
    /// <param name="permissions">At least one, such as <c>orders:read</c>; an empty list or wrong syntax stops the start.</param>
    public RequireAnyPermissionAttribute(params string[] permissions) => Permissions = permissions is null ? [] : [.. permissions];

    /// <summary>What is asked for.</summary>
    /// <value>Names compare ordinally.</value>
    public IReadOnlyList<string> Permissions { get; }

    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireAnyPermission(Permissions);
}
