using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Authentication;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// Lets a request pass that the framework's authorization would let pass, and leaves behind what its middleware would leave. Where
/// anything else could come of asking the framework, an answer, a log line, a measurement or an exception, it is asked.
/// </summary>
internal sealed class PlainAuthorization
{
    // The framework's word to its endpoint middleware that authorization was seen to; a test pins it.
    private const string InvokedKey = "__AuthorizationMiddlewareWithEndpointInvoked";
    private static readonly object Invoked = new();

    private readonly IAuthorizationPolicyProvider _policies;
    private readonly IAuthenticationSchemeProvider _schemes;
    private readonly ILogger _logger;
    private readonly Instrument _attempts;
    private readonly Instrument _authentications;

    public PlainAuthorization(
        IAuthorizationPolicyProvider policies,
        IAuthenticationSchemeProvider schemes,
        ILoggerFactory loggers,
        IMeterFactory meters)
    {
        _policies = policies;
        _schemes = schemes;
        _logger = loggers.CreateLogger(typeof(DefaultAuthorizationService).FullName!);

        // A meter hands out the same instrument again for the same words: these are the framework's own.
        _attempts = meters.Create("Microsoft.AspNetCore.Authorization")
            .CreateCounter<long>("aspnetcore.authorization.attempts", "{attempt}", "The total number of authorization attempts.");
        _authentications = meters.Create("Microsoft.AspNetCore.Authentication")
            .CreateHistogram<double>("aspnetcore.authentication.authenticate.duration", "s", "The authentication duration for a request.");
    }

    /// <summary>Whether the request may pass at once. False says nothing about it: the framework is to be asked.</summary>
    public bool TryAllow(HttpContext context, RequestAccess access, EndpointPolicy policy)
    {
        if (policy is not { Plain: { } plain, CodeRules.Length: 0 }
            || access is not { Token: { } token, HasUser: false, IsTransformed: false }
            || IsWatched(plain)
            || !IsInForce(plain, policy)
            || !IsUntouched(context, access)
            || !Allows(plain, token))
        {
            return false;
        }

        context.Items[InvokedKey] = Invoked;
        var user = new LazyUser(access, plain.NamesScheme ? ZeroTrustDefaults.AuthenticationScheme : "context.User");
        context.Features.Set<IHttpAuthenticationFeature>(user);
        context.Features.Set<IAuthenticateResultFeature>(user);
        return true;
    }

    /// <summary>The lists in requirements are the application's: if reading one throws, the framework's reading is what is seen.</summary>
    private static bool Allows(PlainPolicy plain, VerifiedToken token)
    {
        try
        {
            return plain.Allows(token);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return false;
        }
    }

    /// <summary>Whether nobody has put another user in the request's place since the token was verified.</summary>
    private static bool IsUntouched(HttpContext context, RequestAccess access) =>
        ReferenceEquals(context.Features.Get<IHttpAuthenticationFeature>(), access) && context.Features.Get<IAuthenticateResultFeature>() is null;

    private bool IsWatched(PlainPolicy plain) =>
        _attempts.Enabled || (plain.NamesScheme && _authentications.Enabled) || _logger.IsEnabled(LogLevel.Debug);

    /// <summary>Whether the fallback policy is still the one that was compiled, and our scheme still ours.</summary>
    private bool IsInForce(PlainPolicy plain, EndpointPolicy policy)
    {
        if (policy.IsFallback
            && !(_policies.GetFallbackPolicyAsync() is { IsCompletedSuccessfully: true } fallback
                && ReferenceEquals(new ValueTask<AuthorizationPolicy?>(fallback).Result, plain.Source)))
        {
            return false;
        }

        return !plain.NamesScheme
            || (_schemes.GetSchemeAsync(ZeroTrustDefaults.AuthenticationScheme) is { IsCompletedSuccessfully: true } scheme
                && new ValueTask<AuthenticationScheme?>(scheme).Result?.HandlerType == typeof(ZeroTrustAuthenticationHandler));
    }
}
