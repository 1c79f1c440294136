using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>A rule in code. Not for source: a delegate is no attribute argument, so only <c>RequireThat</c> makes one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequireThatAttribute(Func<Caller, HttpContext, ValueTask<bool>> rule) : AccessAttribute
{
    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireThat(rule);
}
