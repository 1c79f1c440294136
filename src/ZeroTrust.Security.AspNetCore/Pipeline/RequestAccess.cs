using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Authentication;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// What is known of one request: the only object the warm path allocates. It is the authentication feature too, so that a
/// principal is built when somebody reads <c>HttpContext.User</c> and not before.
/// </summary>
internal sealed class RequestAccess : IHttpAuthenticationFeature
{
    private ClaimsPrincipal? _user;

    /// <summary>Who is proven; anonymous until the credential is.</summary>
    public Caller Caller { get; private set; } = Caller.Anonymous;

    public VerifiedToken? Token { get; private set; }

    /// <summary>The settings that the token was verified under; the whole decision is made under them. Null without a token.</summary>
    public TrustView? Trust { get; private set; }

    /// <summary>What a refused token claimed of itself.</summary>
    public UnverifiedToken? Unverified { get; private set; }

    /// <summary>Why the credential was refused; null when it was good, or there is none.</summary>
    public Refusal? CredentialRefusal { get; private set; }

    /// <summary>Whether the credential was read and judged; a second pass reuses the outcome.</summary>
    public bool IsJudged { get; private set; }

    /// <summary>Whether there is a credential of a scheme that is not ours.</summary>
    public bool HasOtherScheme { get; private set; }

    /// <summary>Whether <c>UseZeroTrust</c> has handed the request to its own routing, and no match was made yet.</summary>
    public bool IsRouting { get; set; }

    /// <summary>The policy of the endpoint that our routing has just matched.</summary>
    public EndpointPolicy? Matched { get; set; }

    /// <summary>An endpoint that a router other than ours chose, and the stand-in that guards it.</summary>
    public GuardedEndpoint? Guarded { get; set; }

    /// <summary>How many decisions were made; more than one with error pages and other re-execution.</summary>
    public int Decisions { get; set; }

    /// <summary>What runs when the request is allowed.</summary>
    public RequestDelegate? Next { get; set; }

    /// <summary>The policy being decided.</summary>
    public EndpointPolicy? Policy { get; set; }

    /// <summary>Whether the framework's authorization is deciding: several schemes may answer then, and the body waits for the last.</summary>
    public bool IsInFramework { get; set; }

    /// <summary>Whether the framework's authorization let the request pass.</summary>
    public bool FrameworkPassed { get; set; }

    /// <summary>What our scheme answered when the framework asked it to challenge or forbid.</summary>
    public Refusal? FrameworkRefusal { get; set; }

    /// <summary>Whether <c>IClaimsTransformation</c> has run.</summary>
    public bool IsTransformed { get; set; }

    /// <inheritdoc/>
    public ClaimsPrincipal? User
    {
        get => _user ??= Token is null ? null : PrincipalFactory.Create(Token);
        set => _user = value;
    }

    public static RequestAccess? Of(HttpContext context) => context.Features.Get<RequestAccess>();

    public void TakeNone(bool otherScheme)
    {
        IsJudged = true;
        HasOtherScheme = otherScheme;
    }

    public void TakeRefusal(Refusal refusal)
    {
        IsJudged = true;
        CredentialRefusal = refusal;
    }

    public void Take(in TokenVerdict verdict, TrustView trust, HttpContext context)
    {
        IsJudged = true;
        if (!verdict.Accepted)
        {
            CredentialRefusal = Refusal.For(verdict.Failure);
            Unverified = verdict.Unverified;
            return;
        }

        Token = verdict.Token;
        Trust = trust;
        Caller = verdict.Token.Caller;
        context.Features.Set<IHttpAuthenticationFeature>(this);
    }
}
