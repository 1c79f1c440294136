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

    private static IZeroTrustBuilder AddDetector(IZeroTrustBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(static service => service.ServiceType == typeof(Detector)))
        {
            return builder;
        }

        services.AddOptions<AuditDetectionOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditDetectionOptions>>(_ => new AuditDetectionOptionsValidator(services.Any(static service => service.ServiceType == typeof(JournalTrail))));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DetectionMetrics>();
        services.AddSingleton(static provider => new AlertDesk(OptionsOf(provider), Of<DetectionMetrics>(provider), Of<TimeProvider>(provider), LoggerOf(provider)));
        services.AddSingleton(static provider => new Detector(OptionsOf(provider), Of<AlertDesk>(provider), Of<DetectionMetrics>(provider), Of<TimeProvider>(provider), LoggerOf(provider)));
        services.AddSingleton<IJournalTap>(static provider => Of<Detector>(provider));
        return builder;
    }

    private static T Of<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();

    private static AuditDetectionOptions OptionsOf(IServiceProvider provider) => Of<IOptions<AuditDetectionOptions>>(provider).Value;

    private static ILogger LoggerOf(IServiceProvider provider) => Of<ILoggerFactory>(provider).CreateLogger(LogCategory);
}
