using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Resources;

/// <summary>Makes checks.</summary>
internal sealed class AccessControl : IAccessControl
{
    public ResourceCheck Check(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ResourceCheck.Begin(context);
    }
}
