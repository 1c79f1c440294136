using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>The token was issued to one of the named clients.</summary>
internal sealed class ClientRule(IReadOnlyList<string> clients) : AccessRule
{
    private static readonly Refusal NotAllowed = new(Answer.AccessDenied, "client_not_allowed");

    private readonly FrozenSet<string> _clients = clients.ToFrozenSet(StringComparer.Ordinal);

    public override string Description { get; } = $"client {string.Join(" or ", clients)}";

    public override Refusal? Check(Caller caller, HttpContext context) =>
        caller.Client is { } client && _clients.Contains(client) ? null : NotAllowed;
}
