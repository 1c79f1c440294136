using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Pipeline;
using ZeroTrust.Security.AspNetCore.Resources;

namespace ZeroTrust.Security;

/// <summary>
/// The rules asked of one loaded resource, and their outcome so far. All must hold; none asked, or no proven caller, is a denial.
/// Immutable: each rule returns the check with that rule added.
/// </summary>
public readonly struct ResourceCheck
{
    private static readonly Refusal NoRule = new(Answer.AccessDenied, "resource_no_rule");
    private static readonly Refusal NotOwner = new(Answer.AccessDenied, "resource_not_owner");
    private static readonly Refusal OtherTenant = new(Answer.AccessDenied, "resource_other_tenant");
    private static readonly Refusal GrantMissing = new(Answer.InsufficientScope, "resource_grant_missing");
    private static readonly Refusal RuleRefused = new(Answer.AccessDenied, "resource_rule_refused");

    private readonly HttpContext? _context;
    private readonly Refusal? _refusal;

    private ResourceCheck(HttpContext context, Refusal? refusal)
    {
        _context = context;
        _refusal = refusal;
    }

    /// <summary>Whether every rule asked has held.</summary>
    /// <value><see langword="false"/> until the first rule is asked.</value>
    public bool Allowed => _context is not null && _refusal is null;

    private Caller Caller => _context?.GetCaller() ?? Caller.Anonymous;

    // The settings that the caller was proven under: what is compared here belongs to the same ones.
    private TrustView? Trust => _context is null ? null : RequestAccess.Of(_context)?.Trust;

    internal static ResourceCheck Begin(HttpContext context) => new(context, NoRule);

    /// <summary>The caller is the resource's owner, as the owner authority's tokens name it.</summary>
    /// <param name="subject">The owner's subject as the resource has it; null or empty is nobody's.</param>
    /// <returns>The check with the rule added.</returns>
    public ResourceCheck Owner(string? subject) => With(IsOwner(subject), NotOwner);

    /// <summary>The caller is the resource's owner, or holds the permission: one rule, of which either half is enough.</summary>
    /// <param name="subject">The owner's subject as the resource has it; null or empty is nobody's.</param>
    /// <param name="permission">A permission such as <c>customers:read</c>.</param>
    /// <returns>The check with the rule added.</returns>
    public ResourceCheck OwnerOrPermission(string? subject, string permission) =>
        With(IsOwner(subject) || Caller.Permissions.HasPermission(permission), NotOwner);

    /// <summary>The caller is of the resource's tenant, as the tenant authority's tokens name it.</summary>
    /// <param name="tenant">The tenant as the resource has it; null or empty is nobody's.</param>
    /// <returns>The check with the rule added.</returns>
    public ResourceCheck Tenant(string? tenant) =>
        With(TenantRule.IsOfTenant(Caller, tenant, Trust?.TenantAuthority), OtherTenant);

    /// <summary>The caller holds the permission.</summary>
    /// <param name="permission">A permission such as <c>orders:read</c>.</param>
    /// <returns>The check with the rule added.</returns>
    public ResourceCheck Permission(string permission) => With(Caller.Permissions.HasPermission(permission), GrantMissing);

    /// <summary>A condition of your own holds for a proven caller.</summary>
    /// <param name="condition">Whether it holds.</param>
    /// <returns>The check with the rule added.</returns>
    public ResourceCheck That(bool condition) => With(condition && Caller.IsAuthenticated, RuleRefused);

    /// <summary>The answer for a caller who is not allowed: the same codes as a refusal at the endpoint, and an event.</summary>
    /// <returns>A result for the handler to return.</returns>
    /// <exception cref="InvalidOperationException">The caller is allowed: there is nothing to refuse.</exception>
    public IResult ToResult() => Allowed
        ? throw new InvalidOperationException("The caller is allowed: return the resource.")
        : new RefusalResult(_refusal ?? NoRule);

    private bool IsOwner(string? subject) => OwnerRule.IsOwner(Caller, subject, Trust?.OwnerAuthority);

    // The first rule takes the place of "no rule asked"; after that the first refusal stays.
    private ResourceCheck With(bool holds, Refusal refusal)
    {
        if (_context is null || (_refusal is not null && _refusal != NoRule))
        {
            return this;
        }

        return new(_context, holds ? null : refusal);
    }
}
