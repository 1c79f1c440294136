using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>
/// Proves who calls from outside, takes the outside credential out of the request, and puts a token for the service behind the path in its
/// place. What was presented and is not good is refused here, before anything else of the application runs.
/// </summary>
internal sealed class GatewayMiddleware(
    RequestDelegate next, CredentialJudge judge, OutsideCredentials credentials, GatewaySettings settings, InternalTokens tokens, AccessGate gate, GatewayMetrics metrics)
{
    // What a user may do is passed on; a service from outside has no name that services in here could know.
    private static readonly Refusal NoUser = new(Answer.AccessDenied, "gateway_speaks_for_users");
    private static readonly Refusal NotGranted = new(Answer.AccessDenied, "internal_token_refused");
    private static readonly Refusal NoKey = new(Answer.KeysUnavailable, "internal_token_unavailable");

    public Task Invoke(HttpContext context)
    {
        var access = RequestAccess.Of(context) ?? RequestAccess.Begin(context);
        var judging = judge.JudgeAsync(context, access);
        return judging.IsCompletedSuccessfully ? HandOnAsync(context, access) : AwaitThenHandOnAsync(context, access, judging);
    }

    private async Task AwaitThenHandOnAsync(HttpContext context, RequestAccess access, ValueTask judging)
    {
        await judging.ConfigureAwait(false);
        await HandOnAsync(context, access).ConfigureAwait(false);
    }

    private Task HandOnAsync(HttpContext context, RequestAccess access)
    {
        credentials.Remove(context, access);
        if (access.CredentialRefusal is { } refusal)
        {
            return RefuseAsync(context, access, refusal);
        }

        if (!access.IsProven || settings.AudienceOf(context.Request.Path) is not { } audience)
        {
            metrics.Bare();
            return next(context);
        }

        if (access.Token is not { Caller.User: not null } outside)
        {
            return RefuseAsync(context, access, NoUser);
        }

        if (tokens.TryFind(outside, audience, out var kept))
        {
            return ReplaceAsync(context, access, kept, anew: false);
        }

        return tokens.HasEnded(outside)
            ? RefuseAsync(context, access, Refusal.For(TokenFailure.Expired))
            : MintThenHandOnAsync(context, access, outside, audience);
    }

    private async Task MintThenHandOnAsync(HttpContext context, RequestAccess access, VerifiedToken outside, string audience)
    {
        KeptToken minted;
        try
        {
            minted = await tokens.MintAsync(outside, audience).ConfigureAwait(false);
        }
        catch (ServiceTokenException)
        {
            await RefuseAsync(context, access, NoKey).ConfigureAwait(false);
            return;
        }

        await ReplaceAsync(context, access, minted, anew: true).ConfigureAwait(false);
    }

    private Task ReplaceAsync(HttpContext context, RequestAccess access, KeptToken kept, bool anew)
    {
        if (kept.Problem is not null)
        {
            return RefuseAsync(context, access, NotGranted);
        }

        metrics.HandedOn(anew);
        context.Request.Headers.Authorization = kept.Header;
        return next(context);
    }

    private Task RefuseAsync(HttpContext context, RequestAccess access, Refusal refusal)
    {
        metrics.Refused();
        return gate.RefuseAsync(context, access, refusal);
    }
}
