using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Audit.OpenTelemetry;
using ZeroTrust.Security.AuditShipping;

namespace ZeroTrust.Security;

/// <summary>Takes the audit journal to an OpenTelemetry collector.</summary>
public static class ZeroTrustAuditOpenTelemetryBuilderExtensions
{
    /// <summary>
    /// Sends records as log records, by OTLP over HTTP in its JSON form. A batch is stored when the collector says that it took every record of it. OTLP knows no ids: after a lost answer records
    /// are there twice, with the same <c>audit.id</c>.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <param name="delivery">How much is sent at once, and how long it may take.</param>
    /// <returns>The same builder.</returns>
    public static IZeroTrustBuilder AddAuditOpenTelemetry(this IZeroTrustBuilder builder, Action<AuditOpenTelemetryOptions>? configure = null, Action<AuditSinkOptions>? delivery = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var options = new AuditOpenTelemetryOptions();
        configure?.Invoke(options);
        SinkHttp.Add(builder.Services, options.Name);
        SinkSecret.Require(builder.Services, options.AuthorizationReference, options.Name, nameof(options.AuthorizationReference));
        return builder.AddAuditSink(
            provider =>
            {
                Check(options);
                var mapping = options.Mapping ?? new();
                return new OtlpSink(
                    options,
                    SinkSecret.Of(options.Authorization, options.AuthorizationReference, provider, SinkCredential.FaultOf),
                    mapping.Service is null ? mapping with { Service = provider.GetService<IHostEnvironment>()?.ApplicationName } : mapping,
                    new(provider.GetRequiredService<IHttpClientFactory>(), options.Name, provider.GetRequiredService<TimeProvider>()));
            },
            delivery);
    }

    private static void Check(AuditOpenTelemetryOptions options)
    {
        var faults = new List<string>();
        if (SinkAddress.FaultOf(options.Endpoint) is { } address)
        {
            faults.Add($"The audit sink '{options.Name}': {nameof(options.Endpoint)} {address}");
        }

        if ((SinkCredential.FaultOf(options.Authorization) ?? SinkSecret.FaultOf(options.Authorization, options.AuthorizationReference)) is { } credential)
        {
            faults.Add($"The audit sink '{options.Name}': {nameof(options.Authorization)} {credential}");
        }

        if (faults.Count > 0)
        {
            throw new OptionsValidationException(options.Name, typeof(AuditOpenTelemetryOptions), faults);
        }
    }
}
