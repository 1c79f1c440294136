using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Encryption;

namespace ZeroTrust.Security;

/// <summary>Adds the encryption of data for one named service.</summary>
public static class ZeroTrustEncryptionBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="IPayloadProtector"/>, with the group <c>Encryption</c> of the section that <c>AddZeroTrust</c> was given and with
    /// settings from code on top of it. A service that is to open messages also has <c>AddServiceTokens</c>, whose key ring holds the keys
    /// (<see cref="ServiceTokensOptions.EncryptionAlgorithm"/>). Calling it twice adds up.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets it up after the configuration; null for nothing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddPayloadEncryption(this IZeroTrustBuilder builder, Action<EncryptionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddProtector(builder.AddRecipientKeys(configure).Services);
        return builder;
    }

    /// <summary>The same for a worker, which has no <c>AddZeroTrust</c>: with the group <c>Encryption</c> of a section.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="section">The section, as a rule <c>ZeroTrust</c>. Where token validation reads it too, it is read once.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddPayloadEncryption(this IZeroTrustBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        AddProtector(builder.AddRecipientKeys(section).Services);
        return builder;
    }

    private static void AddProtector(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new PayloadMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<IPayloadProtector>(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<EncryptionOptions>>().Value;
            var limits = new PayloadLimits(options.MaxHeaderBytes, options.MaxPlaintextBytes);

            // Whoever only encrypts has no ring, and opens nothing.
            return new PayloadProtector(
                new MessageOpener(provider.GetService<IDecryptionKeys>(), options.Service, limits),
                provider.GetRequiredService<IRecipientKeys>(),
                limits,
                provider.GetRequiredService<PayloadMetrics>(),
                (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<PayloadProtector>());
        });
    }
}
