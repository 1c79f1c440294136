using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.Certificates;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.HeaderHygiene;

namespace ZeroTrust.Security;

/// <summary>Has services prove themselves by client certificates.</summary>
public static class ZeroTrustCertificatesBuilderExtensions
{
    /// <summary>
    /// Takes client certificates as the proof of a calling service, and for tokens that are bound to one (RFC 8705). Settings come from the
    /// group <c>ClientCertificates</c> of the section that <c>AddZeroTrust</c> was given, and from code on top of them. Kestrel asks for
    /// certificates once <see cref="ZeroTrustKestrelExtensions"/> tells it to.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> returned.</param>
    /// <param name="configure">Adds to what the section says; null for nothing.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddClientCertificates(this IZeroTrustBuilder builder, Action<ClientCertificateOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var services = builder.Services;
        if (services.All(static service => service.ServiceType != typeof(ClientCertificates)))
        {
            AddServices(services);
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        return builder;
    }

    private static void AddServices(IServiceCollection services)
    {
        // The sections first, code after them, whichever was added first.
        foreach (var section in services.Select(static service => service.ImplementationInstance).OfType<HttpSettingsSection>().ToArray())
        {
            services.AddSingleton<IConfigureOptions<ClientCertificateOptions>>(
                provider => new ClientCertificateReader(section.Section, provider.GetService<IConfiguration>()));
        }

        services.AddSingleton(new ZeroTrustSettingName(ClientCertificateReader.GroupName));
        services.AddOptionsWithValidateOnStart<ClientCertificateOptions, ClientCertificateValidator>();
        services.AddSingleton<BundlePath>();
        services.AddSingleton<CertificateMetrics>();
        services.AddSingleton<ClientCertificates>();
        HeaderHygieneServices.Add(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICompanionProof, CertificateCompanion>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CertificateStartup>());
    }
}
