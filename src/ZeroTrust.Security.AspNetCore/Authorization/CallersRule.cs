using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>The service that sent the request is one of those named. A user token's client never counts.</summary>
internal sealed class CallersRule(IReadOnlyList<string> services) : AccessRule
{
    private static readonly Refusal NotAllowed = new(Answer.AccessDenied, "caller_not_allowed");

    private readonly FrozenSet<string> _services = services.ToFrozenSet(StringComparer.Ordinal);

    public override string Description { get; } = $"service {string.Join(" or ", services)}";

    public override Refusal? Check(Caller caller, HttpContext context) =>
        caller.Service is { } service && _services.Contains(service.Name) ? null : NotAllowed;
}
