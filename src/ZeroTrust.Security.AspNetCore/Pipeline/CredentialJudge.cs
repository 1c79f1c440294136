using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Credentials;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>Finds the credentials of a request and has them judged, once for each request. One instance serves all requests.</summary>
internal sealed class CredentialJudge(CredentialReader credentials, ITokenValidator validator, ITrustModel trust, CompanionProofs companions)
{
    // Reloads that keep coming faster than one validation are an outage of the settings.
    private const int MaxTries = 3;

    /// <summary>Judges the credentials and notes the outcome in <paramref name="access"/>. Complete at once unless something is waited for.</summary>
    public ValueTask JudgeAsync(HttpContext context, RequestAccess access)
    {
        if (access.IsJudged)
        {
            return default;
        }

        var kind = credentials.Read(context, out var token);
        return companions.Any ? JudgeAllAsync(context, access, kind, token) : JudgeBearerAsync(context, access, kind, token);
    }

    /// <summary>The bearer token first, then what proves the service beside it.</summary>
    private ValueTask JudgeAllAsync(HttpContext context, RequestAccess access, CredentialKind kind, ReadOnlyMemory<char> token)
    {
        if (kind == CredentialKind.Token && companions.TakeBearer(context, token.Span))
        {
            access.TakeNone(otherScheme: false);
            return companions.ProveAsync(context, access, token);
        }

        var judging = JudgeBearerAsync(context, access, kind, token);
        return judging.IsCompletedSuccessfully ? companions.ProveAsync(context, access, default) : AwaitThenProveAsync(context, access, judging);
    }

    private async ValueTask AwaitThenProveAsync(HttpContext context, RequestAccess access, ValueTask judging)
    {
        await judging.ConfigureAwait(false);
        await companions.ProveAsync(context, access, default).ConfigureAwait(false);
    }

    private ValueTask JudgeBearerAsync(HttpContext context, RequestAccess access, CredentialKind kind, ReadOnlyMemory<char> token)
    {
        if (kind != CredentialKind.Token)
        {
            TakeAbsence(access, kind);
            return default;
        }

        var validation = ValidateAsync(context, token);
        if (!validation.IsCompletedSuccessfully)
        {
            return AwaitVerdictAsync(context, access, token, validation);
        }

        return TryTake(context, access, validation.Result) ? default : AwaitVerdictAsync(context, access, token, ValidateAsync(context, token));
    }

    private static void TakeAbsence(RequestAccess access, CredentialKind kind)
    {
        switch (kind)
        {
            case CredentialKind.Malformed:
                access.TakeRefusal(Refusal.MalformedHeader);
                break;
            case CredentialKind.Several:
                access.TakeRefusal(Refusal.SeveralCredentials);
                break;
            default:
                access.TakeNone(otherScheme: kind == CredentialKind.OtherScheme);
                break;
        }
    }

    // No cancellation: reading RequestAborted makes the server allocate, and the wait for keys is bounded by KeyWait.
    private ValueTask<TokenVerdict> ValidateAsync(HttpContext context, ReadOnlyMemory<char> token) =>
        validator.ValidateAsync(token, companions.Any ? companions.BindingOf(context) : default, CancellationToken.None);

    private async ValueTask AwaitVerdictAsync(
        HttpContext context, RequestAccess access, ReadOnlyMemory<char> token, ValueTask<TokenVerdict> validation)
    {
        var tries = 1;
        while (!TryTake(context, access, await validation.ConfigureAwait(false)))
        {
            if (tries++ == MaxTries)
            {
                access.TakeRefusal(Refusal.For(TokenFailure.KeysUnavailable));
                return;
            }

            validation = ValidateAsync(context, token);
        }
    }

    /// <summary>
    /// Takes a verdict, unless a reload has come since it was reached: a request is judged and decided under the same settings.
    /// </summary>
    private bool TryTake(HttpContext context, RequestAccess access, TokenVerdict verdict)
    {
        var inForce = trust.Current;
        if (verdict.Token is { TrustVersion: not 0 } token && token.TrustVersion != inForce.Version)
        {
            return false;
        }

        access.Take(verdict, inForce, context);
        return true;
    }
}
