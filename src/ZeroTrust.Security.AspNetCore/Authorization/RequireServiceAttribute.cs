using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>A service proven by its own credential; a user alone is refused.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireServiceAttribute : AccessAttribute
{
    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireService();
}
