using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Gateway;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Rechecks;

/// <summary>
/// Decides an open request as if it were sent now: its credentials under the settings, keys, revocations and clock of this moment, then
/// the rules of its endpoint. Rules in code and the framework's policies are not asked again. One instance serves all requests.
/// </summary>
internal sealed class RecheckJudge(CredentialJudge judge, StepUpCheck stepUps)
{
    /// <summary>Why the request would be refused now; null when it would pass.</summary>
    public async ValueTask<Refusal?> JudgeAsync(HttpContext context, EndpointPolicy policy)
    {
        // Over the request's own features: what is found of it is read, and nothing that its handler sees is touched.
        var view = new FeatureCollection(context.Features);
        StrippedRequest.Restore(context, view);
        var now = new DefaultHttpContext(view);
        var access = RequestAccess.Begin(now);
        access.Policy = policy;
        access.Extras.IsRecheck = true;
        await judge.JudgeAsync(now, access).ConfigureAwait(false);
        return access.RefuseCredentials(policy) ?? stepUps.Check(access, policy) ?? (access.IsProven ? policy.Check(access.Caller, now) : Refusal.NoCredential);
    }
}
