using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Resources;

/// <summary>Makes checks and lends them the authorities they compare within.</summary>
internal sealed class AccessControl(ITrustModel trust) : IAccessControl
{
    public string? OwnerAuthority => trust.Current.OwnerAuthority;

    public string? TenantAuthority => trust.Current.TenantAuthority;

    public ResourceCheck Check(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ResourceCheck.Begin(this, context);
    }
}
