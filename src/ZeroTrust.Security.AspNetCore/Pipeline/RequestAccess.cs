using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Authentication;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Credentials;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// What is known of one request: the only object the warm path allocates, 56 bytes; what few requests need stands in
/// <see cref="RequestExtras"/>. It is the authentication feature too, so that a principal is built when somebody reads
/// <c>HttpContext.User</c> and not before.
/// </summary>
internal sealed class RequestAccess : IHttpAuthenticationFeature
{
    private RequestExtras? _extras;

    /// <summary>Who is proven; anonymous until the credential is.</summary>
    public Caller Caller => _extras?.Caller ?? Token?.Caller ?? Caller.Anonymous;

    /// <summary>Whether somebody is proven, by a token or by a companion of it, and nothing of the request was refused.</summary>
    public bool IsProven => CredentialRefusal is null && (Token is not null || _extras?.Caller is not null);

    public VerifiedToken? Token { get; private set; }

    /// <summary>The settings that the token was verified under; the whole decision is made under them. Null without a token.</summary>
    public TrustView? Trust { get; private set; }

    /// <summary>The policy being decided, or of the endpoint that our routing has just matched.</summary>
    public EndpointPolicy? Policy { get; set; }

    /// <summary>How many decisions were made; more than one with error pages and other re-execution.</summary>
    public ushort Decisions { get; set; }

    /// <summary>Whether the credential was read and judged; a second pass reuses the outcome.</summary>
    public bool IsJudged { get; private set; }

    /// <summary>Whether there is a credential of a scheme that is not ours.</summary>
    public bool HasOtherScheme { get; private set; }

    /// <summary>
    /// Whether <c>UseZeroTrust</c> has handed the request to its own routing, which has not ended yet: any endpoint it has by then is one
    /// that our routing chose, since none stood when it began.
    /// </summary>
    public bool IsRouting { get; set; }

    /// <summary>Whether a gateway has taken the credentials out of the request, so that what stands there now is not the caller's.</summary>
    public bool IsStripped { get; set; }

    /// <summary>Whether <see cref="Policy"/> is that of a match our routing has made in this pass.</summary>
    public bool IsMatched { get; private set; }

    /// <summary>Why the credential was refused; null when it was good, or there is none.</summary>
    public Refusal? CredentialRefusal => _extras?.CredentialRefusal;

    /// <summary>What a refused token claimed of itself.</summary>
    public UnverifiedToken? Unverified => _extras?.Unverified;

    /// <summary>What only some requests need, made at first use.</summary>
    public RequestExtras Extras => _extras ??= new();

    /// <summary>Whether the principal was built or set: by a rule in code, a transformation, or the handler.</summary>
    public bool HasUser => _extras?.User is not null;

    /// <summary>Whether the framework's authorization is deciding.</summary>
    public bool IsInFramework => _extras is { IsInFramework: true };

    /// <summary>Whether this is another look at a request that is open.</summary>
    public bool IsRecheck => _extras is { IsRecheck: true };

    /// <summary>Whether <c>IClaimsTransformation</c> has run.</summary>
    public bool IsTransformed => _extras is { IsTransformed: true };

    /// <inheritdoc/>
    public ClaimsPrincipal? User
    {
        get => _extras?.User ?? (IsProven ? Extras.User = CreateUser() : null);
        set => Extras.User = value;
    }

    // By the indexer here and below: a generic method of an interface is looked up anew at each call, which costs ten times as much.
    public static RequestAccess? Of(HttpContext context) => (RequestAccess?)context.Features[typeof(RequestAccess)];

    /// <summary>Begins what is known of a request.</summary>
    public static RequestAccess Begin(HttpContext context)
    {
        var access = new RequestAccess();
        context.Features[typeof(RequestAccess)] = access;
        return access;
    }

    /// <summary>The endpoint chosen for a request; null when there is none.</summary>
    public static Endpoint? EndpointOf(HttpContext context) => ((IEndpointFeature?)context.Features[typeof(IEndpointFeature)])?.Endpoint;

    /// <summary>Hands the request to our routing, which leaves alone what somebody in front of us has chosen.</summary>
    public void BeginRouting(HttpContext context)
    {
        IsRouting = EndpointOf(context) is null;
        IsMatched = false;
    }

    /// <summary>Our routing has matched, and whoever listens to it was told.</summary>
    public void EndRouting(EndpointPolicy policy)
    {
        IsRouting = false;
        IsMatched = true;
        Policy = policy;
        _extras?.Guarded = null;
    }

    /// <summary>The endpoint that a router other than ours chose, which is forgotten with that.</summary>
    public GuardedEndpoint? TakeGuarded()
    {
        var guarded = _extras?.Guarded;
        _extras?.Guarded = null;
        return guarded;
    }

    public void TakeNone(bool otherScheme)
    {
        IsJudged = true;
        HasOtherScheme = otherScheme;
    }

    public void TakeRefusal(Refusal refusal)
    {
        IsJudged = true;
        Extras.CredentialRefusal = refusal;
    }

    public void Take(in TokenVerdict verdict, TrustView trust, HttpContext context)
    {
        if (!verdict.Accepted)
        {
            TakeRefusal(Refusal.For(verdict.Failure));
            Extras.Unverified = verdict.Unverified;
            return;
        }

        IsJudged = true;
        Token = verdict.Token;
        Trust = trust;
        context.Features[typeof(IHttpAuthenticationFeature)] = this;
    }

    /// <summary>Takes the outcome of a companion proof, after that of the bearer token.</summary>
    public void TakeCompanion(in CompanionVerdict verdict, bool isOfRequest, HttpContext context)
    {
        if (verdict is { Caller: null, Refusal: null })
        {
            return;
        }

        Extras.HasTwoCredentials |= isOfRequest && (IsProven || HasOtherScheme || CredentialRefusal is not null);
        if (CredentialRefusal is not null)
        {
            return;
        }

        if (verdict.Refusal is { } refusal)
        {
            TakeRefusal(refusal);
            Extras.Unverified = verdict.Unverified;
            return;
        }

        TakeService(verdict.Caller!, context);
    }

    /// <summary>Why the credentials are refused on an endpoint with this policy; null when they are not.</summary>
    public Refusal? RefuseCredentials(EndpointPolicy policy) => _extras is null ? null : RefuseCredentials(_extras, policy);

    private Refusal? RefuseCredentials(RequestExtras extras, EndpointPolicy policy)
    {
        // Once: what was taken stays taken when an error page runs, and what was refused stays refused.
        if (extras.HasTwoCredentials && Decisions == 0 && !policy.TakesTwoCredentials)
        {
            TakeRefusal(Refusal.SeveralCredentials);
        }

        return extras.CredentialRefusal;
    }

    private void TakeService(Caller companion, HttpContext context)
    {
        if (CallerCombination.Combine(Caller, companion) is not { } caller)
        {
            TakeRefusal(Refusal.ServicesDiffer);
            return;
        }

        _extras!.Caller ??= caller;
        context.Features[typeof(IHttpAuthenticationFeature)] = this;
    }

    private ClaimsPrincipal CreateUser() => Token is null ? PrincipalFactory.Create(Caller) : PrincipalFactory.Create(Token);
}
