using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Tokens.Recipients;

namespace ZeroTrust.Security;

/// <summary>Adds the keys of the services that are encrypted for. <c>AddPayloadEncryption</c> of ZeroTrust.Security.Encryption calls it.</summary>
public static class ZeroTrustEncryptionKeysBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="IRecipientKeys"/>, with the group <c>Encryption</c> of the section that <c>AddZeroTrust</c> was given and with settings
    /// from code on top of it. Calling it twice adds up.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets it up after the configuration; null for nothing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddRecipientKeys(this IZeroTrustBuilder builder, Action<EncryptionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        RecipientServices.Add(builder.Services);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }

    /// <summary>The same for a worker, which has no <c>AddZeroTrust</c>: with the group <c>Encryption</c> of a section.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="section">The section, as a rule <c>ZeroTrust</c>. Where token validation reads it too, it is read once.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddRecipientKeys(this IZeroTrustBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        RecipientServices.Add(builder.Services);
        builder.Services.AddSingleton(new EncryptionSection(section));
        return builder;
    }
}
