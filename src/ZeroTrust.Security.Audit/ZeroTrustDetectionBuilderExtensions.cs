using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Audit.Detection;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security;

/// <summary>Has the audit journal watched while it is written.</summary>
public static class ZeroTrustDetectionBuilderExtensions
{
    private const string LogCategory = "ZeroTrust.Security.Audit.Detection";

    /// <summary>
    /// Asks rules about each event of the journal, as soon as it is on disk and before whoever waits for it goes on. Calling it again adds rules, and to rules of the same
    /// name. The host does not start with a rule that cannot be, nor without <c>AddAuditJournal</c>.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="configure">Says the rules.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddAuditDetection(this IZeroTrustBuilder builder, Action<AuditDetectionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        builder.Services.Configure(configure);
        return AddDetector(builder);
    }

    /// <summary>As <see cref="AddAuditDetection(IZeroTrustBuilder, Action{AuditDetectionOptions})"/>, with rules from configuration.</summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="section">Usually the section <c>ZeroTrust:Audit:Detection</c>. It is read once, at the start.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddAuditDetection(this IZeroTrustBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);

        builder.Services.AddSingleton<IConfigureOptions<AuditDetectionOptions>>(provider => new AuditDetectionReader(section, provider.GetService<IConfiguration>()));
        builder.Services.AddSingleton(new ZeroTrustSettingName("Audit"));
        return AddDetector(builder);
    }

    /// <summary>Tells somebody of each alert, besides the journal. Several may be added.</summary>
    /// <typeparam name="TSink">The sink; a singleton, made by the container.</typeparam>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddAlertSink<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSink>(this IZeroTrustBuilder builder)
        where TSink : class, IAlertSink
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IAlertSink, TSink>());
        return builder;
    }

    private static IZeroTrustBuilder AddDetector(IZeroTrustBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(static service => service.ServiceType == typeof(Detector)))
        {
            return builder;
        }

        services.AddOptions<AuditDetectionOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditDetectionOptions>>(_ => new AuditDetectionOptionsValidator(Has<JournalTrail>(services), Has<IRevocationService>(services)));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DetectionMetrics>();
        services.TryAddSingleton<ICallerThrottle>(static provider => new CallerThrottle(Of<TimeProvider>(provider)));
        services.TryAddSingleton<IStepUpDemands>(static provider => new StepUpDemands(Of<TimeProvider>(provider)));
        services.AddSingleton(static provider => new AlertSinks(provider.GetServices<IAlertSink>(), Of<DetectionMetrics>(provider), Of<TimeProvider>(provider), LoggerOf(provider)));
        services.AddSingleton(static provider => new TokenRevoker(Of<IRevocationService>(provider), Of<DetectionMetrics>(provider), Of<TimeProvider>(provider), LoggerOf(provider)));
        services.AddSingleton(static provider => new ResponseDesk(
            Of<ICallerThrottle>(provider),
            Of<IStepUpDemands>(provider),
            OptionsOf(provider).Rules.Any(static rule => rule.Responses.Any(static response => response.Kind == AuditResponseKind.RevokeTokens)) ? Of<TokenRevoker>(provider) : null,
            Of<DetectionMetrics>(provider),
            LoggerOf(provider)));
        services.AddSingleton(static provider => new AlertDesk(OptionsOf(provider), Of<ResponseDesk>(provider), Of<AlertSinks>(provider), Of<DetectionMetrics>(provider), Of<TimeProvider>(provider), LoggerOf(provider)));
        services.AddSingleton(static provider => new Detector(OptionsOf(provider), Of<AlertDesk>(provider), Of<DetectionMetrics>(provider), Of<TimeProvider>(provider), LoggerOf(provider)));
        services.AddSingleton<IJournalTap>(static provider => Of<Detector>(provider));
        return builder;
    }

    private static bool Has<T>(IServiceCollection services) => services.Any(static service => service.ServiceType == typeof(T));

    private static T Of<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();

    private static AuditDetectionOptions OptionsOf(IServiceProvider provider) => Of<IOptions<AuditDetectionOptions>>(provider).Value;

    private static ILogger LoggerOf(IServiceProvider provider) => Of<ILoggerFactory>(provider).CreateLogger(LogCategory);
}
