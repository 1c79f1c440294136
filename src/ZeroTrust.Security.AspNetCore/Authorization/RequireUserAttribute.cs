using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>A proven user; a service that speaks only for itself is refused.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireUserAttribute : AccessAttribute
{
    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireUser();
}
