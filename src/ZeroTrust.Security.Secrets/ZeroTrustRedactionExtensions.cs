using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Secrets;

namespace ZeroTrust.Security;

/// <summary>Masks secrets in logs.</summary>
public static class ZeroTrustRedactionExtensions
{
    /// <summary>
    /// Masks, in what is logged, the values of all secrets that are held now, in the ways in which they leak (as they are, base64, base64url, hexadecimal, escaped for URLs, forms and JSON), and what has the shape of a token or a
    /// key: in messages, names and values, scopes and exceptions. It stands before all providers, whenever they are added, and leaves levels and filters what they are; what is not enabled costs nothing. A value that is
    /// written in fewer than 8 characters is not looked for. The second net: what is never logged needs no mask. Calling it twice adds up.
    /// </summary>
    /// <param name="logging">The builder of logs, after whatever brings a factory of loggers of its own; the host does not start where one takes the place of this.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">There is no factory of loggers: <c>AddLogging</c> was not called.</exception>
    public static ILoggingBuilder AddZeroTrustRedaction(this ILoggingBuilder logging, Action<RedactionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(logging);
        var services = logging.Services;
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.Any(static service => service.ServiceType == typeof(SoughtValues)))
        {
            return logging;
        }

        PutBehind(services);
        services.AddOptions<RedactionOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<RedactionOptions>, RedactionOptionsValidator>();
        services.AddSingleton(static provider => new RedactionMetrics(provider.GetService<IMeterFactory>()));
        services.AddSingleton(MakeValues);
        services.AddSingleton(MakeRedactor);
        services.AddSingleton<IHostedService, RedactionCheck>();
        return logging;
    }

    // The factory that is registered becomes the one behind ours: made, and disposed of, as it was.
    private static void PutBehind(IServiceCollection services)
    {
        var inner = services.LastOrDefault(static service => service.ServiceType == typeof(ILoggerFactory) && !service.IsKeyedService)
            ?? throw new InvalidOperationException("There is no factory of loggers to stand before. Call AddLogging first.");
        services.RemoveAll<ILoggerFactory>();
        services.Add(inner switch
        {
            { ImplementationInstance: { } made } => ServiceDescriptor.KeyedSingleton(typeof(ILoggerFactory), RedactingLoggerFactory.InnerKey, made),
            { ImplementationFactory: { } make } => ServiceDescriptor.KeyedSingleton(typeof(ILoggerFactory), RedactingLoggerFactory.InnerKey, (provider, _) => make(provider)),
            _ => ServiceDescriptor.KeyedSingleton(typeof(ILoggerFactory), RedactingLoggerFactory.InnerKey, inner.ImplementationType!),
        });
        services.AddSingleton<ILoggerFactory>(static provider =>
            new RedactingLoggerFactory(provider.GetRequiredKeyedService<ILoggerFactory>(RedactingLoggerFactory.InnerKey), provider.GetRequiredService<LogRedactor>()));
    }

    private static SoughtValues MakeValues(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<RedactionOptions>>().Value;
        var values = new SoughtValues(options.AllowedFields);
        values.Set(options, options.Secrets);

        // References in settings have stores of their own, made before there was a container.
        foreach (var settings in (provider.GetService<IConfiguration>() as IConfigurationRoot)?.Providers.OfType<SecretSettingsProvider>() ?? [])
        {
            settings.Watch(values);
        }

        return values;
    }

    private static LogRedactor MakeRedactor(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<RedactionOptions>>().Value;
        var values = provider.GetRequiredService<SoughtValues>();
        var texts = new TextRedactor(values, options.AllowCredentialShapes ? null : new(options.KeyPrefixes));
        return new(texts, new(texts, values), new(texts), provider.GetRequiredService<RedactionMetrics>());
    }
}
