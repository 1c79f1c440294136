using Microsoft.Extensions.Configuration;
using ZeroTrust.Security.Secrets;

namespace ZeroTrust.Security;

/// <summary>For libraries that take their secrets as strings from the configuration.</summary>
public static class ZeroTrustSecretConfigurationExtensions
{
    /// <summary>
    /// Puts values in the place of references, such as <c>secret://files/smtp#password</c>, in all settings of the sources before this one, and keeps them fresh. Add it last. Whoever reads the configuration sees the
    /// values: where a library takes a <see cref="Secret"/> or a handle, give it that. Blocks once, as the configuration is built, until all are read; one that cannot be had stops the start.
    /// </summary>
    /// <param name="builder">The builder of the configuration.</param>
    /// <param name="stores">Names the stores, which are made once more for this.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">Some cannot be had; the message names each setting and its reference.</exception>
    public static IConfigurationBuilder AddSecretReferences(this IConfigurationBuilder builder, Action<SecretsBuilder> stores, Action<SecretSettingsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(stores);
        var options = new SecretSettingsOptions();
        configure?.Invoke(options);
        return builder.Add(new SecretSettingsSource(stores, options));
    }

    /// <summary>The configuration as text, as <c>GetDebugView</c> gives it, with a mask for each value that came from a store, for each whose name says that it is secret, and in others for what has the shape of a credential, such as the password of a connection string.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>A line for each setting.</returns>
    public static string GetMaskedDebugView(this IConfigurationRoot configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var texts = new TextRedactor(new([]), new([]));
        return configuration.GetDebugView(setting => setting.ConfigurationProvider is SecretSettingsProvider || SecretNaming.Ends(setting.Key) ? Findings.HeldMask : texts.Redact(setting.Value ?? ""));
    }
}
