using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>Somebody is proven. The first rule of every endpoint that is not anonymous.</summary>
internal sealed class AuthenticatedRule : AccessRule
{
    public override string Description => "authenticated caller";

    public override Refusal? Check(Caller caller, HttpContext context) => caller.IsAuthenticated ? null : Refusal.NoCredential;
}
