using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security;

/// <summary>
/// Checks in code, for what only the loaded resource can tell: whose order it is, of which tenant. Ask before anything of the
/// resource leaves the handler. Threads may share it.
/// </summary>
/// <example>
/// <code>
/// var access = control.Check(http).Tenant(order.Tenant).OwnerOrPermission(order.CustomerId, "customers:read");
/// return access.Allowed ? Results.Ok(order) : access.ToResult();
/// </code>
/// </example>
public interface IAccessControl
{
    /// <summary>Begins a check for the caller of a request. Without at least one rule it denies.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A check to add rules to; all of them must hold.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    ResourceCheck Check(HttpContext context);
}
