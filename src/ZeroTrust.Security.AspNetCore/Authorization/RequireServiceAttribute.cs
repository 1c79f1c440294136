using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>
/// A service proven by its own credential; a user alone is refused. Which one has to be said too, or what it must hold:
/// otherwise the service does not start.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireServiceAttribute : AccessAttribute
{
    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireService();
}
