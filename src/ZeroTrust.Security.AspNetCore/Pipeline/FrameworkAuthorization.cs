using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// The framework's own part in a decision: its authorization middleware, for endpoints that declare something in its terms or fall
/// under its fallback policy, and <see cref="IClaimsTransformation"/>.
/// </summary>
internal sealed class FrameworkAuthorization
{
    private readonly AuthorizationMiddleware _middleware;
    private readonly IAuthorizationPolicyProvider _policies;
    private readonly Func<HttpContext, RequestAccess, RequestDelegate, Task> _pass;
    private readonly bool _transformsClaims;

    /// <param name="services">Where the framework's services are.</param>
    /// <param name="pass">What a request goes on to that the framework allows.</param>
    public FrameworkAuthorization(IServiceProvider services, Func<HttpContext, RequestAccess, RequestDelegate, Task> pass)
    {
        _policies = services.GetRequiredService<IAuthorizationPolicyProvider>();
        _transformsClaims = services.GetRequiredService<ClaimsTransformation>().IsRegistered;
        _pass = pass;
        _middleware = new(AllowAsync, _policies, services, services.GetRequiredService<ILogger<AuthorizationMiddleware>>());
    }

    /// <summary>Whether the request's user is still to be transformed.</summary>
    public bool Transforms(RequestAccess access) => _transformsClaims && access is { IsProven: true, IsTransformed: false };

    /// <summary>Lets the scheme authenticate, which transforms; what comes of it is the request's user from here on.</summary>
    public static async Task TransformAsync(HttpContext context, RequestAccess access)
    {
        var result = await context.AuthenticateAsync(ZeroTrustDefaults.AuthenticationScheme).ConfigureAwait(false);
        if (result.Principal is { } principal)
        {
            access.User = principal;
        }

        access.Extras.IsTransformed = true;
    }

    /// <summary>Asks the framework. A request that it allows has gone on to <paramref name="next"/>, and been answered, when this ends.</summary>
    public async Task<FrameworkOutcome> AuthorizeAsync(HttpContext context, RequestAccess access, EndpointPolicy policy, RequestDelegate next)
    {
        if (policy.IsFallback && await _policies.GetFallbackPolicyAsync().ConfigureAwait(false) is null)
        {
            // There was one when the policy was compiled; without it the middleware would let anybody pass.
            return FrameworkOutcome.Refused(access.IsProven ? Refusal.Undeclared : Refusal.NoCredential);
        }

        var extras = access.Extras;
        extras.Next = next;
        extras.FrameworkPassed = false;
        extras.FrameworkRefusal = null;
        if (!access.IsProven)
        {
            await AuthenticateByDefaultAsync(context).ConfigureAwait(false);
        }
        else if (Transforms(access))
        {
            await TransformAsync(context, access).ConfigureAwait(false);
        }

        extras.IsInFramework = true;
        try
        {
            await _middleware.Invoke(context).ConfigureAwait(false);
        }
        finally
        {
            extras.IsInFramework = false;
        }

        return Read(context, extras);
    }

    /// <summary>What the framework's authentication middleware would do: an application may have a default scheme that is not ours.</summary>
    private static async Task AuthenticateByDefaultAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync().ConfigureAwait(false);
        if (result.Principal is { } principal)
        {
            context.User = principal;
        }
    }

    private static FrameworkOutcome Read(HttpContext context, RequestExtras extras)
    {
        if (extras.FrameworkPassed)
        {
            return FrameworkOutcome.Allowed;
        }

        if (extras.FrameworkRefusal is { } refusal)
        {
            return FrameworkOutcome.Refused(refusal);
        }

        return FrameworkOutcome.Answered(
            context.Response.StatusCode == StatusCodes.Status401Unauthorized ? Refusal.FrameworkChallenge : Refusal.FrameworkForbid);
    }

    private Task AllowAsync(HttpContext context)
    {
        var access = RequestAccess.Of(context)!;
        access.Extras.FrameworkPassed = true;
        access.Extras.IsInFramework = false;
        return _pass(context, access, access.Extras.Next!);
    }
}
