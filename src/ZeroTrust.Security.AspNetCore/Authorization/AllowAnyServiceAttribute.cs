using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>Any service may call that is proven by its own credential, whichever it is. Prefer <c>AllowCallers</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowAnyServiceAttribute : AccessAttribute
{
    internal override void DeclareIn(AccessDeclarations declarations) => declarations.AllowAnyService();
}
