using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>Each way in which an application takes part in the framework's authorization: replaced, decorated, added to, or watched.</summary>
internal static class PlainPolicyParticipants
{
    public static IEnumerable<(string Name, Action<WebApplicationBuilder> TakePart)> All =>
    [
        ("handler", static builder => builder.Services.AddSingleton<IAuthorizationHandler, IdleHandler>()),
        ("evaluator type", static builder => builder.Services.AddTransient<IPolicyEvaluator, Evaluator>()),
        ("evaluator factory", static builder => builder.Services.AddTransient<IPolicyEvaluator>(
            static services => new PolicyEvaluator(services.GetRequiredService<IAuthorizationService>()))),
        ("evaluator instance", static builder => builder.Services.AddSingleton<IAuthorizationEvaluator>(new DefaultAuthorizationEvaluator())),
        ("service", static builder => builder.Services.AddTransient<IAuthorizationService, Service>()),
        ("policies", static builder => builder.Services.AddTransient<IAuthorizationPolicyProvider, Policies>()),
        ("result handler", static builder => builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, ResultHandler>()),
        ("handler provider", static builder => builder.Services.AddTransient<IAuthorizationHandlerProvider>(
            static services => new DefaultAuthorizationHandlerProvider(services.GetServices<IAuthorizationHandler>()))),
        ("context factory", static builder => builder.Services.AddSingleton<IAuthorizationHandlerContextFactory>(new DefaultAuthorizationHandlerContextFactory())),
        ("schemes", static builder => builder.Services.AddSingleton<IAuthenticationSchemeProvider, Schemes>()),
        ("transformation", static builder => builder.Services.AddSingleton<IClaimsTransformation, Transformation>()),
        ("log", static builder => builder.Logging.SetMinimumLevel(LogLevel.Debug)),
    ];

    private sealed class IdleHandler : IAuthorizationHandler
    {
        public Task HandleAsync(AuthorizationHandlerContext context) => Task.CompletedTask;
    }

    private sealed class Evaluator(IAuthorizationService service) : PolicyEvaluator(service);

    private sealed class Policies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options);

    private sealed class Schemes(IOptions<AuthenticationOptions> options) : AuthenticationSchemeProvider(options);

    private sealed class Service(
        IAuthorizationPolicyProvider policies,
        IAuthorizationHandlerProvider handlers,
        ILogger<DefaultAuthorizationService> logger,
        IAuthorizationHandlerContextFactory contexts,
        IAuthorizationEvaluator evaluator,
        IOptions<AuthorizationOptions> options) : DefaultAuthorizationService(policies, handlers, logger, contexts, evaluator, options);

    private sealed class ResultHandler : IAuthorizationMiddlewareResultHandler
    {
        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) => next(context);
    }

    private sealed class Transformation : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) => Task.FromResult(principal);
    }
}
