using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Audit.Settings;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security;

/// <summary>Takes the audit journal elsewhere.</summary>
public static class ZeroTrustAuditSinkBuilderExtensions
{
    /// <summary>
    /// Adds a sink that follows the journal, in a loop and from a place of its own: what it does touches neither a request nor another sink. It is handed records once
    /// the host has started. The host does not start where no journal is there to follow, a setting cannot be, or two sinks have the same name.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="factory">Makes the sink, once, at the start. It is disposed of when the service ends.</param>
    /// <param name="configure">Changes what is not to stay at its default. What <c>ZeroTrust:Audit:Sinks:NAME</c> of the configuration says goes over it.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    public static IZeroTrustBuilder AddAuditSink(this IZeroTrustBuilder builder, Func<IServiceProvider, IAuditSink> factory, Action<AuditSinkOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);

        var services = builder.Services;
        services.AddSingleton(provider => new RegisteredSink(factory(provider), configure, provider.GetRequiredService<SinkSettings>()));
        services.TryAddSingleton(static provider => new SinkSettings(provider.GetServices<AuditSection>(), provider.GetService<IConfiguration>()));
        services.AddOptions<AuditSinkOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AuditSinkOptions>, AuditSinkOptionsValidator>());
        return builder;
    }

    /// <summary>Adds a sink that the container makes, with what its constructor asks for. For the rest see the other overload.</summary>
    /// <typeparam name="TSink">The sink.</typeparam>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    public static IZeroTrustBuilder AddAuditSink<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSink>(
        this IZeroTrustBuilder builder, Action<AuditSinkOptions>? configure = null)
        where TSink : class, IAuditSink
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddSingleton<TSink>();
        return builder.AddAuditSink(static provider => provider.GetRequiredService<TSink>(), configure);
    }
}
