using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>
/// The user whose subject stands in the route, as the issuer that is the owner authority knows it; or, when
/// <see cref="OrPermission"/> is set, a caller who holds that permission.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireOwnerAttribute : AccessAttribute
{
    /// <summary>Declares the requirement.</summary>
    /// <param name="routeValue">The route parameter that holds the owner's subject; one that the route has not stops the start.</param>
    public RequireOwnerAttribute(string routeValue) => RouteValue = routeValue;

    /// <summary>The route parameter that holds the owner's subject.</summary>
    /// <value>Compared ordinally with <see cref="UserIdentity.Subject"/>.</value>
    public string RouteValue { get; }

    /// <summary>A permission that does instead of ownership.</summary>
    /// <value>Null by default: only the owner.</value>
    public string? OrPermission { get; set; }

    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireOwner(RouteValue, OrPermission);
}
