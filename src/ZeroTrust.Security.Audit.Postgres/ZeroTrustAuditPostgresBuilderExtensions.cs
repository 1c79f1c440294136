using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using ZeroTrust.Security.Audit.Postgres;

namespace ZeroTrust.Security;

/// <summary>Ships the audit journal to PostgreSQL.</summary>
public static class ZeroTrustAuditPostgresBuilderExtensions
{
    private const string LogCategory = "ZeroTrust.Security.Audit.Postgres";

    // What one COPY carries costs little more than what a smaller one does.
    private const int BatchEvents = 5_000;
    private const int BatchBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Stores the journal in <c>zerotrust_audit.events</c> of the database that the container's <see cref="NpgsqlDataSource"/> leads to, each record once. The
    /// schema is made by the scripts under <c>sql/</c> of the package; until it is there the records wait in the journal.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <param name="delivery">Changes how records are handed over: 5,000 or 4 MiB at once by default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    public static IZeroTrustBuilder AddAuditPostgres(
        this IZeroTrustBuilder builder, Action<AuditPostgresOptions>? configure = null, Action<AuditSinkOptions>? delivery = null) =>
        builder.AddAuditPostgres(static provider => provider.GetRequiredService<NpgsqlDataSource>(), configure, delivery);

    /// <summary>The same with a data source of its own choice.</summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="dataSource">Called once, at the start. What it returns is not disposed of by the sink.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <param name="delivery">Changes how records are handed over: 5,000 or 4 MiB at once by default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="dataSource"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    public static IZeroTrustBuilder AddAuditPostgres(
        this IZeroTrustBuilder builder,
        Func<IServiceProvider, NpgsqlDataSource> dataSource,
        Action<AuditPostgresOptions>? configure = null,
        Action<AuditSinkOptions>? delivery = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return Add(builder, dataSource, owned: false, configure, delivery);
    }

    /// <summary>
    /// The same with a connection string that names no password: that one is asked for each time a connection is opened, so that settings hold none and a new one
    /// is taken without a restart.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="connectionString">Host, database and user name, such as <c>Host=db;Database=audit;Username=orders;SSL Mode=VerifyFull</c>.</param>
    /// <param name="password">Gives the password. The secret is not disposed of.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <param name="delivery">Changes how records are handed over: 5,000 or 4 MiB at once by default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is none, or names a password.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range.</exception>
    public static IZeroTrustBuilder AddAuditPostgres(
        this IZeroTrustBuilder builder,
        string connectionString,
        Func<IServiceProvider, CancellationToken, ValueTask<Secret>> password,
        Action<AuditPostgresOptions>? configure = null,
        Action<AuditSinkOptions>? delivery = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        ArgumentNullException.ThrowIfNull(password);
        if (new NpgsqlConnectionStringBuilder(connectionString).Password is not null)
        {
            throw new ArgumentException("The connection string names a password: leave it out there, and give it as a secret.", nameof(connectionString));
        }

        return Add(builder, provider => Connect(connectionString, cancelled => password(provider, cancelled)), owned: true, configure, delivery);
    }

    private static IZeroTrustBuilder Add(
        IZeroTrustBuilder builder,
        Func<IServiceProvider, NpgsqlDataSource> dataSource,
        bool owned,
        Action<AuditPostgresOptions>? configure,
        Action<AuditSinkOptions>? delivery)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new AuditPostgresOptions();
        configure?.Invoke(options);
        if (options.StatementTimeout < ShortestTimeout || options.StatementTimeout > LongestTimeout)
        {
            throw new ArgumentOutOfRangeException(nameof(configure), options.StatementTimeout, $"{nameof(options.StatementTimeout)} is from {ShortestTimeout} to {LongestTimeout}.");
        }

        return builder.AddAuditSink(
            provider => new PostgresSink(
                dataSource(provider),
                owned,
                options,
                new(provider.GetService<IMeterFactory>()),
                provider.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory)),
            sink =>
            {
                (sink.MaxEvents, sink.MaxBytes) = (BatchEvents, BatchBytes);
                delivery?.Invoke(sink);
            });
    }

    private static NpgsqlDataSource Connect(string connectionString, Func<CancellationToken, ValueTask<Secret>> password)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UsePasswordProvider(
            static _ => throw new NotSupportedException("Connections are opened without blocking a thread."),
            async (_, cancelled) => (await password(cancelled).ConfigureAwait(false)).Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes)));
        return builder.Build();
    }
}
