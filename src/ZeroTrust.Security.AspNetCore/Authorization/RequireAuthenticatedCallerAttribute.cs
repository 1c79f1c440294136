using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>Any proven caller, user or service.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireAuthenticatedCallerAttribute : AccessAttribute
{
    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireAuthenticatedCaller();
}
