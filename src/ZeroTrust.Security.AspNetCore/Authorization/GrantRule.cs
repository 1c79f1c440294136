using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>Permissions, scopes and roles: a mask compare.</summary>
internal sealed class GrantRule(PermissionRequirement requirement) : AccessRule
{
    private readonly Refusal _refusal = Refusal.InsufficientScope(
        "grant_missing", requirement.Grants.Where(static grant => grant.Kind != GrantKind.Role).Select(static grant => grant.Name));

    public override string Description { get; } = Describe(requirement);

    public override Refusal? Check(Caller caller, HttpContext context) => requirement.IsMetBy(caller.Permissions) ? null : _refusal;

    private static string Describe(PermissionRequirement requirement)
    {
        var names = requirement.Grants.Select(static grant => $"{Word(grant.Kind)} {grant.Name}");
        return string.Join(requirement.All ? " and " : " or ", names);
    }

    private static string Word(GrantKind kind) => kind switch
    {
        GrantKind.Permission => "permission",
        GrantKind.Scope => "scope",
        _ => "role",
    };
}
