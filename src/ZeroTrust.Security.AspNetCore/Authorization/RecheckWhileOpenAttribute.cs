using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>
/// The endpoint may answer for long, so its caller is looked at again while a request is open: at the end of its token and every ten
/// seconds. WebSockets, hubs, gRPC and server-sent events are without it. It requires nothing of the caller.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RecheckWhileOpenAttribute : AccessAttribute
{
    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RechecksWhileOpen = true;
}
