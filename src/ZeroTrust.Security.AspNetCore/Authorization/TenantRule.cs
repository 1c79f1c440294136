using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>The route names the caller's own tenant, on the word of the issuer that is the tenant authority.</summary>
internal sealed class TenantRule(string routeValue) : AccessRule
{
    private static readonly Refusal OtherTenant = new(Answer.AccessDenied, "other_tenant");

    public override string Description { get; } = $"tenant {{{routeValue}}}";

    public override Refusal? Check(Caller caller, HttpContext context)
    {
        var tenant = context.Request.RouteValues[routeValue] as string;
        return IsOfTenant(caller, tenant, RequestAccess.Of(context)?.Trust?.TenantAuthority) ? null : OtherTenant;
    }

    public static bool IsOfTenant(Caller caller, string? tenant, string? authority) =>
        authority is not null
        && !string.IsNullOrEmpty(tenant)
        && string.Equals(caller.User?.IssuerName ?? caller.Service?.IssuerName, authority, StringComparison.Ordinal)
        && string.Equals(caller.Tenant, tenant, StringComparison.Ordinal);
}
