using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>
/// The route names the caller's own subject, or the caller holds the permission that does instead. A user is the pair of issuer and
/// subject, so only the issuer that is the owner authority can prove an owner.
/// </summary>
internal sealed class OwnerRule(string routeValue, PermissionRequirement? alternative) : AccessRule
{
    private static readonly Refusal NotOwner = new(Answer.AccessDenied, "not_owner");

    public override string Description { get; } = alternative is null
        ? $"owner {{{routeValue}}}"
        : $"owner {{{routeValue}}} or permission {alternative.Grants[0].Name}";

    public override Refusal? Check(Caller caller, HttpContext context)
    {
        var subject = context.Request.RouteValues[routeValue] as string;
        return IsOwner(caller, subject, RequestAccess.Of(context)?.Trust?.OwnerAuthority) || alternative?.IsMetBy(caller.Permissions) == true
            ? null
            : NotOwner;
    }

    public static bool IsOwner(Caller caller, string? subject, string? authority) =>
        caller.User is { } user
        && authority is not null
        && !string.IsNullOrEmpty(subject)
        && string.Equals(user.IssuerName, authority, StringComparison.Ordinal)
        && string.Equals(user.Subject, subject, StringComparison.Ordinal);
}
