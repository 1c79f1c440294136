using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// Whether the user must sign in again before an endpoint that asks who it is lets the request pass (RFC 9470): one read while nobody must. The token is asked at each request, a
/// remembered one like any other, and one that does not say when the user signed in counts as too old.
/// </summary>
internal sealed class StepUpCheck(IServiceProvider services, TimeProvider clock)
{
    // Of an issuer's clock. What lies further ahead is no time of a sign-in, such as one in milliseconds.
    private const long MostAhead = 60;

    private readonly IStepUpDemands? _demands = services.GetService<IStepUpDemands>();

    /// <summary>Why the sign-in does not do; null where it does, or nothing is demanded.</summary>
    public Refusal? Check(RequestAccess access, EndpointPolicy policy) => _demands is { IsActive: true } demands ? Check(demands, access, policy) : null;

    private Refusal? Check(IStepUpDemands demands, RequestAccess access, EndpointPolicy policy)
    {
        if (policy.Kind is not (PolicyKind.Rules or PolicyKind.Framework) || access.Caller.User is not { } user || demands.Find(user) is not { } demand)
        {
            return null;
        }

        var now = clock.GetUtcNow();

        // A user whom something other than this token names has shown no sign-in.
        var token = user.Equals(access.Token?.Caller.User) ? access.Token : null;
        if (token is null || !IsAfter(demand.Since, now, Find(token, "auth_time", TokenClaimKind.WholeNumber)))
        {
            return Refusal.StepUp("sign_in_too_old", now - demand.Since, demand.AcrValues);
        }

        return demand.AcrValues.Count == 0 || (Find(token, "acr", TokenClaimKind.Text) is { } shown && demand.AcrValues.Contains(shown, StringComparer.Ordinal))
            ? null
            : Refusal.StepUp("sign_in_too_weak", now - demand.Since, demand.AcrValues);
    }

    // Compared as seconds: the claim comes from outside, and may be no time at all. It is rounded down, so one of the same second may lie before.
    private static bool IsAfter(DateTimeOffset since, DateTimeOffset now, string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at > since.ToUnixTimeSeconds()
        && at <= now.ToUnixTimeSeconds() + MostAhead;

    private static string? Find(VerifiedToken token, string name, TokenClaimKind kind)
    {
        for (var i = 0; i < token.Claims.Count; i++)
        {
            if (string.Equals(token.Claims[i].Name, name, StringComparison.Ordinal))
            {
                return token.Claims[i].Kind == kind ? token.Claims[i].Value : null;
            }
        }

        return null;
    }
}
