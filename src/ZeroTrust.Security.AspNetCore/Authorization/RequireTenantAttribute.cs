using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>A caller of the tenant that stands in the route, as the issuer that is the tenant authority says. No tenant is no match.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireTenantAttribute : AccessAttribute
{
    /// <summary>Declares the requirement.</summary>
    /// <param name="routeValue">The route parameter that holds the tenant; one that the route has not stops the start.</param>
    public RequireTenantAttribute(string routeValue) => RouteValue = routeValue;

    /// <summary>The route parameter that holds the tenant.</summary>
    /// <value>Compared ordinally with <see cref="Caller.Tenant"/>.</value>
    public string RouteValue { get; }

    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireTenant(RouteValue);
}
