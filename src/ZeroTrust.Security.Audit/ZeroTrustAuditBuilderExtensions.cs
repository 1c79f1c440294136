using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Audit;
using ZeroTrust.Security.Audit.Settings;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security;

/// <summary>Turns the audit journal on.</summary>
public static class ZeroTrustAuditBuilderExtensions
{
    private const string LogCategory = "ZeroTrust.Security.Audit";

    /// <summary>
    /// Records the audit trail in a journal on disk, in place of the log: hash-chained lines that outlast a crash. The host does not start
    /// where the journal cannot be opened. Calling it again changes its settings. What configuration says of it, as <c>ZeroTrust:Audit:Journal</c>, counts where code says nothing.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="directory">The journal's own directory, on a disk that keeps what it is told; see <see cref="AuditJournalOptions.Directory"/>.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="directory"/> is empty.</exception>
    public static IZeroTrustBuilder AddAuditJournal(this IZeroTrustBuilder builder, string directory, Action<AuditJournalOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);

        AddJournal(builder.Services).Configure<AuditJournalOptions>(options =>
        {
            options.Directory = directory;
            configure?.Invoke(options);
        });
        return builder;
    }

    /// <summary>As <see cref="AddAuditJournal(IZeroTrustBuilder, string, Action{AuditJournalOptions}?)"/>, with the directory from configuration, as <c>ZeroTrust:Audit:Journal:Directory</c>.</summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="configure">Sets it up after the configuration: what code says counts. Null for nothing.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddAuditJournal(this IZeroTrustBuilder builder, Action<AuditJournalOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var services = AddJournal(builder.Services);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return builder;
    }

    /// <summary>The same, where the settings stand in another section than <c>ZeroTrust:Audit</c> of the host's configuration.</summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="section">A section with the group <c>Journal</c>, and <c>Sinks</c> where sinks are added. It is read once, at the start, also where code said something before.</param>
    /// <param name="configure">Sets it up after the configuration: what code says counts. Null for nothing.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="section"/> is null.</exception>
    public static IZeroTrustBuilder AddAuditJournal(this IZeroTrustBuilder builder, IConfigurationSection section, Action<AuditJournalOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);

        var named = new AuditSection(section);
        builder.Services.AddSingleton(named).AddSingleton(named.SettingName);
        return builder.AddAuditJournal(configure);
    }

    private static IServiceCollection AddJournal(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(JournalTrail)))
        {
            return services;
        }

        services.AddSingleton(AuditSection.OfHost);
        services.AddOptions<AuditJournalOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<AuditJournalOptions>>(provider => new AuditJournalReader(
            provider.GetServices<AuditSection>(),
            provider.GetService<IConfiguration>(),
            services.Any(static service => service.ServiceType == typeof(RegisteredSink)),
            provider.GetServices<IConfigureOptions<AuditDetectionOptions>>()));
        services.AddSingleton<IValidateOptions<AuditJournalOptions>, AuditJournalOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        AddTrail(services);
        return services;
    }

    private static void AddTrail(IServiceCollection services)
    {
        services.AddSingleton<AuditLosses>();
        services.AddSingleton<AuditChores>();
        services.AddSingleton(static provider => new AuditMeter(provider.GetService<IMeterFactory>()));
        services.AddSingleton<AuditMetrics>();
        services.AddSingleton<SinkMetrics>();
        services.AddSingleton(static provider => new AuditRing(OptionsOf(provider).Capacity));
        services.AddSingleton(static provider => new AuditLoop(OptionsOf(provider).FlushInterval, LoggerOf(provider), Of<TimeProvider>(provider)));
        services.AddSingleton(static provider => new JournalTrail(
            Of<AuditRing>(provider),
            Of<AuditLoop>(provider),
            Of<AuditLosses>(provider),
            new(OptionsOf(provider).Classes),
            Of<AuditMetrics>(provider),
            OptionsOf(provider).FullWait,
            OptionsOf(provider).RequiredWait,
            Of<TimeProvider>(provider),
            provider.GetService<IAuditContext>()));
        services.AddSingleton<IAuditTrail>(static provider => Of<JournalTrail>(provider));
        services.AddSingleton(MakeSinks);
        services.AddSingleton(static provider => new JournalUpkeep(
            OptionsOf(provider),
            Of<AuditChores>(provider),
            Of<AuditSinks>(provider),
            Of<AuditMetrics>(provider),
            Of<TimeProvider>(provider),
            LoggerOf(provider),
            provider.GetService<IJwsSigner>(),
            auditEvent => Of<JournalTrail>(provider).RecordAsync(auditEvent)));
        services.AddSingleton<IDecisionTrail>(static provider => Of<JournalTrail>(provider));
        services.AddSingleton<IHostedService>(static provider => new AuditJournalService(
            OptionsOf(provider),
            Of<AuditRing>(provider),
            Of<AuditLoop>(provider),
            Of<AuditLosses>(provider),
            Of<AuditMetrics>(provider),
            Of<AuditSinks>(provider),
            Of<AuditChores>(provider),
            Of<JournalUpkeep>(provider),
            Of<TimeProvider>(provider),
            LoggerOf(provider),
            provider.GetService<IHostEnvironment>()?.ContentRootPath ?? Directory.GetCurrentDirectory(),
            provider.GetService<IJournalTap>()));
    }

    private static AuditSinks MakeSinks(IServiceProvider provider)
    {
        // Not every host validates at its start.
        _ = Of<IOptions<AuditSinkOptions>>(provider).Value;
        return new(provider.GetServices<RegisteredSink>(), Of<SinkMetrics>(provider), Of<TimeProvider>(provider), LoggerOf(provider));
    }

    private static T Of<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();

    private static AuditJournalOptions OptionsOf(IServiceProvider provider) => Of<IOptions<AuditJournalOptions>>(provider).Value;

    private static QuietLogger LoggerOf(IServiceProvider provider) => new(Of<ILoggerFactory>(provider).CreateLogger(LogCategory));
}
