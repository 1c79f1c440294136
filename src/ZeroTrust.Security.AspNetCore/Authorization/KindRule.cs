using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>A user, a service, or both are proven: kinds of caller do not stand in for each other (RFC 8725 §3.12).</summary>
internal sealed class KindRule(CallerKinds required) : AccessRule
{
    private static readonly Refusal NoUser = new(Answer.AccessDenied, "user_required");
    private static readonly Refusal NoService = new(Answer.AccessDenied, "service_required");

    public override string Description { get; } = required switch
    {
        CallerKinds.User => "a user",
        CallerKinds.Service => "a service",
        _ => "a user and a service",
    };

    public override Refusal? Check(Caller caller, HttpContext context)
    {
        if ((required & CallerKinds.User) != CallerKinds.Either && caller.User is null)
        {
            return NoUser;
        }

        return (required & CallerKinds.Service) != CallerKinds.Either && caller.Service is null ? NoService : null;
    }
}
