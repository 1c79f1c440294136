using Microsoft.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>
/// Anybody may call, for the reason given. A token that is sent all the same must be valid. An endpoint that also requires
/// something does not start.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowAnonymousBecauseAttribute : AccessAttribute, IAllowAnonymous
{
    /// <summary>Declares the endpoint open.</summary>
    /// <param name="reason">Why, for the report; an empty one stops the start.</param>
    public AllowAnonymousBecauseAttribute(string reason) => Reason = reason;

    /// <summary>Why anybody may call.</summary>
    /// <value>Shown in the report of endpoints.</value>
    public string Reason { get; }

    internal override void DeclareIn(AccessDeclarations declarations) => declarations.AllowAnonymous(Reason);
}
