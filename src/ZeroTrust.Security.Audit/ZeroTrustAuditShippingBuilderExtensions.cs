using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.AuditShipping;

namespace ZeroTrust.Security;

/// <summary>The sinks that come with this package. What is promised of each is the same as of <c>AddAuditSink</c>; what each target adds to that is on the page about the audit.</summary>
public static class ZeroTrustAuditShippingBuilderExtensions
{
    /// <summary>Writes records to the standard output, a line each. Its reader sees to it that they are kept: a write that succeeds is all that can be known here.</summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <param name="delivery">How much is written at once, and when.</param>
    /// <returns>The same builder.</returns>
    public static IZeroTrustBuilder AddAuditStandardOutput(this IZeroTrustBuilder builder, Action<AuditOutputOptions>? configure = null, Action<AuditSinkOptions>? delivery = null) =>
        builder.AddAuditSink(provider => new StandardOutputSink(MapperOf("stdout", configure, provider), StandardOutput.Open), delivery);

    /// <summary>
    /// Writes records to the log, as messages 4250 of the category <c>ZeroTrust.Security.Audit.Records</c> at the level Information. A logger says nothing of what became of a message: a
    /// filter or a provider that drops it drops the record.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <param name="delivery">How much is written at once, and when.</param>
    /// <returns>The same builder.</returns>
    public static IZeroTrustBuilder AddAuditLogger(this IZeroTrustBuilder builder, Action<AuditOutputOptions>? configure = null, Action<AuditSinkOptions>? delivery = null) =>
        builder.AddAuditSink(
            provider => new LoggerSink(MapperOf("logger", configure, provider), provider.GetRequiredService<ILoggerFactory>().CreateLogger(LoggerSink.Category)),
            delivery);

    /// <summary>Stores records in Elasticsearch or OpenSearch, by id: what comes again is stored once.</summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="configure">Says at least where.</param>
    /// <param name="delivery">How much is sent at once, and how long it may take.</param>
    /// <returns>The same builder.</returns>
    public static IZeroTrustBuilder AddAuditElasticsearch(this IZeroTrustBuilder builder, Action<AuditElasticsearchOptions> configure, Action<AuditSinkOptions>? delivery = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        var options = new AuditElasticsearchOptions();
        configure(options);
        SinkHttp.Add(builder.Services, options.Name);
        SinkSecret.Require(builder.Services, options.ApiKeyReference, options.Name, nameof(options.ApiKeyReference));
        SinkSecret.Require(builder.Services, options.PasswordReference, options.Name, nameof(options.PasswordReference));
        return builder.AddAuditSink(
            provider =>
            {
                ShippingFaults.Check(options);
                return new ElasticsearchSink(
                    options,
                    SinkSecret.Of(options.ApiKey, options.ApiKeyReference, provider, SinkCredential.FaultOf),
                    SinkSecret.Of(options.Password, options.PasswordReference, provider, static _ => null),
                    SinkMapping.Of(options.Mapping, provider), PostOf(provider, options.Name));
            },
            delivery);
    }

    /// <summary>Posts records to an address, signed where a key is given. Each call has an id that says which records it brings.</summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="configure">Says at least where.</param>
    /// <param name="delivery">How much is sent at once, and how long it may take.</param>
    /// <returns>The same builder.</returns>
    public static IZeroTrustBuilder AddAuditWebhook(this IZeroTrustBuilder builder, Action<AuditWebhookOptions> configure, Action<AuditSinkOptions>? delivery = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        var options = new AuditWebhookOptions();
        configure(options);
        SinkHttp.Add(builder.Services, options.Name);
        SinkSecret.Require(builder.Services, options.SigningKeyReference, options.Name, nameof(options.SigningKeyReference));
        SinkSecret.Require(builder.Services, options.AuthorizationReference, options.Name, nameof(options.AuthorizationReference));
        return builder.AddAuditSink(
            provider =>
            {
                ShippingFaults.Check(options);
                return new WebhookSink(
                    options,
                    SinkSecret.Of(options.SigningKey, options.SigningKeyReference, provider, ShippingFaults.FaultOfSigningKey),
                    SinkSecret.Of(options.Authorization, options.AuthorizationReference, provider, SinkCredential.FaultOf),
                    SinkMapping.Of(options.Mapping, provider), PostOf(provider, options.Name), ClockOf(provider));
            },
            delivery);
    }

    /// <summary>
    /// Sends records to a syslog server, over TLS. Syslog has no acknowledgements: a batch counts as stored when the server has read all of it and ended the connection in turn. What
    /// the server has read and not written yet is its own to keep.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="configure">Says at least where.</param>
    /// <param name="delivery">How much is sent at once, and how long it may take. Each batch is a connection.</param>
    /// <returns>The same builder.</returns>
    public static IZeroTrustBuilder AddAuditSyslog(this IZeroTrustBuilder builder, Action<AuditSyslogOptions> configure, Action<AuditSinkOptions>? delivery = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        var options = new AuditSyslogOptions();
        configure(options);
        return builder.AddAuditSink(
            provider =>
            {
                ShippingFaults.Check(options);
                return new SyslogSink(options, SinkMapping.Of(options.Mapping, provider));
            },
            delivery);
    }

    private static AuditMapper MapperOf(string sink, Action<AuditOutputOptions>? configure, IServiceProvider provider)
    {
        var options = new AuditOutputOptions();
        configure?.Invoke(options);
        ShippingFaults.Check(options, sink);
        return new(options.Format, SinkMapping.Of(options.Mapping, provider));
    }

    private static SinkPost PostOf(IServiceProvider provider, string sink) => new(provider.GetRequiredService<IHttpClientFactory>(), sink, ClockOf(provider));

    private static TimeProvider ClockOf(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
