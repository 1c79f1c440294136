using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Secrets.Npgsql;

namespace ZeroTrust.Security;

/// <summary>Connects to PostgreSQL with credentials that rotate.</summary>
public static class ZeroTrustSecretsNpgsqlBuilderExtensions
{
    private const string LogCategory = "ZeroTrust.Security.Secrets.Npgsql";

    /// <summary>
    /// Adds a <see cref="RotatingNpgsqlDataSource"/>, which is the <see cref="DbDataSource"/> too where there is no other. Its user name and password come from one version of one secret; where the connection string
    /// names the user, the password alone does. The service does not start without them. It needs <c>AddSecrets</c>.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="connectionString">Host and database, such as <c>Host=db;Database=orders;SSL Mode=VerifyFull</c>; no password.</param>
    /// <param name="credentials">Where the credentials are, such as <c>secret://vault/database/creds/orders</c>.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <param name="serviceKey">The key of the service, where there are several; null for none.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is none or names a password, or <paramref name="credentials"/> names a field and nothing names the user.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    /// <exception cref="FormatException"><paramref name="credentials"/> is no reference.</exception>
    public static IZeroTrustBuilder AddRotatingNpgsql(
        this IZeroTrustBuilder builder, string connectionString, string credentials, Action<RotatingNpgsqlOptions>? configure = null, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        ArgumentNullException.ThrowIfNull(credentials);
        var options = new RotatingNpgsqlOptions();
        configure?.Invoke(options);
        var settings = RotatingNpgsqlSettings.Of(connectionString, credentials, options);

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new RequiredSecret(settings.Place.Reference, $"the database {settings.Name}") { Fields = settings.Place.Fields });
        if (serviceKey is null)
        {
            services.AddSingleton(provider => Make(provider, settings));
            services.TryAddSingleton<DbDataSource>(static provider => provider.GetRequiredService<RotatingNpgsqlDataSource>());
        }
        else
        {
            services.AddKeyedSingleton(serviceKey, (provider, _) => Make(provider, settings));
            services.TryAddKeyedSingleton<DbDataSource>(serviceKey, static (provider, key) => provider.GetRequiredKeyedService<RotatingNpgsqlDataSource>(key));
        }

        return builder;
    }

    private static RotatingNpgsqlDataSource Make(IServiceProvider provider, RotatingNpgsqlSettings settings)
    {
        var loggers = provider.GetService<ILoggerFactory>();
        return new(
            settings,
            provider.GetService<ISecrets>() ?? throw new InvalidOperationException("There are no secrets: call AddSecrets, and name the store of the database's credentials there."),
            provider.GetRequiredService<TimeProvider>(),
            new(provider.GetService<IMeterFactory>()),
            loggers,
            loggers?.CreateLogger(LogCategory) ?? NullLogger.Instance);
    }
}
