using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>
/// Whether authentication and authorization are the framework's own throughout: no service of theirs replaced, decorated or added to.
/// Only then is it known beforehand what the framework would decide.
/// </summary>
internal sealed class FrameworkDefaults(RegisteredServices registered, IServiceScopeFactory scopes)
{
    private static readonly Type[] Services =
    [
        typeof(IPolicyEvaluator),
        typeof(IAuthorizationService),
        typeof(IAuthorizationHandler),
        typeof(IAuthorizationHandlerProvider),
        typeof(IAuthorizationHandlerContextFactory),
        typeof(IAuthorizationEvaluator),
        typeof(IAuthorizationPolicyProvider),
        typeof(IAuthorizationMiddlewareResultHandler),
        typeof(IAuthenticationService),
        typeof(IAuthenticationHandlerProvider),
        typeof(IAuthenticationSchemeProvider),
        typeof(IClaimsTransformation),
    ];

    private readonly Lazy<bool> _areUntouched = new(() => Array.TrueForAll(Services, registered.IsOneOfTheFramework) && Resolve(scopes));

    public bool AreUntouched => _areUntouched.Value;

    // A container of another kind may hold what the list of services does not show.
    private static bool Resolve(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        var services = scope.ServiceProvider;
        return services.GetServices<IAuthorizationHandler>().Count() == 1
            && Array.TrueForAll(Services, service => services.GetService(service) is { } only && IsOfTheFramework(service, only.GetType()));
    }

    /// <summary>Whether a type is the framework's own implementation of a service: it lives where the service does, or beside it.</summary>
    public static bool IsOfTheFramework(Type service, Type implementation) =>
        service == typeof(IAuthorizationHandler)
            ? implementation == typeof(PassThroughAuthorizationHandler)
            : implementation.Assembly == typeof(DefaultAuthorizationService).Assembly
                || implementation.Assembly == typeof(PolicyEvaluator).Assembly
                || implementation.Assembly == typeof(AuthenticationService).Assembly;
}
