using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Authentication;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.Rechecks;
using ZeroTrust.Security.AspNetCore.Reports;
using ZeroTrust.Security.AspNetCore.Resources;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>Registers everything between the request and its handler. The token validator and the trust model come from elsewhere.</summary>
internal static class RequestPathServices
{
    public static IZeroTrustBuilder AddRequestPath(this IZeroTrustBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(static service => service.ServiceType == typeof(PipelineRegistry)))
        {
            return builder;
        }

        // First, so that it sees what every other filter adds; but for the one that removes identity headers, which adds no door.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, StartupCheck>());
        services.AddRoutingCore();
        services.AddSingleton<PipelineRegistry>();
        services.AddSingleton<RoutingGuard>();
        services.AddSingleton<MatcherPolicy, RouterWatch>();
        services.AddSingleton<AccessGate>();
        services.AddSingleton<CredentialJudge>();
        services.AddSingleton<StepUpCheck>();
        services.AddSingleton<RecheckJudge>();
        services.AddSingleton<OpenRequestMetrics>();
        services.AddSingleton<OpenRequests>();
        services.AddSingleton<CompanionProofs>();
        services.AddSingleton<CredentialReader>();
        services.AddSingleton<AnswerWriter>();
        services.AddSingleton<ClaimsTransformation>();
        services.AddSingleton(new RegisteredServices(services));
        services.AddSingleton<FrameworkDefaults>();
        services.AddSingleton<PlainAuthorization>();
        services.TryAddSingleton<PermissionModel>();
        services.AddSingleton<EndpointPolicyCompiler>();
        services.AddSingleton<EndpointPolicies>();
        services.AddSingleton<IEndpointAccessReport, EndpointAccessReport>();
        services.AddSingleton<CallerTableReport>();
        services.AddSingleton<StartupReport>();
        services.AddSingleton<IAccessControl, AccessControl>();
        AddAuditing(services);
        AddScheme(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, RequestLogFilter>());
        services.AddSingleton(new ZeroTrustSettingName(HttpSettingsSection.RequireReasonKey));
        services.AddSingleton(new ZeroTrustSettingName(HttpSettingsSection.TokenInQueryKey));
        services.AddSingleton(new ZeroTrustSettingName(HttpSettingsSection.RecordAllowedKey));
        return builder;
    }

    private static void AddAuditing(IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<AccessMetrics>();
        services.AddSingleton<DecisionRecorder>();
        services.TryAddSingleton<IAuditContext, HttpAuditContext>();
        services.TryAddSingleton<IAuditTrail, LoggerAuditTrail>();
    }

    private static void AddScheme(IServiceCollection services)
    {
        // The core alone: AddAuthentication would bring data protection and its key files, which no bearer token needs.
        services.AddAuthenticationCore();
        services.AddAuthorization();
        services.AddTransient<ZeroTrustAuthenticationHandler>();
        services.Configure<AuthenticationOptions>(
            static options => options.AddScheme<ZeroTrustAuthenticationHandler>(ZeroTrustDefaults.AuthenticationScheme, null));
        services.PostConfigure<AuthenticationOptions>(
            static options => options.DefaultScheme ??= ZeroTrustDefaults.AuthenticationScheme);
    }
}
