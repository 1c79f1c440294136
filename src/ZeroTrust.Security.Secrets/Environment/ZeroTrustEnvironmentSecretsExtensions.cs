using ZeroTrust.Security.Secrets;

namespace ZeroTrust.Security;

/// <summary>Reads secrets from the environment.</summary>
public static class ZeroTrustEnvironmentSecretsExtensions
{
    /// <summary>
    /// Adds the variables of the environment, as <c>secret://env/DB_PASSWORD</c>. What is there cannot be taken back: whoever may look at the process sees it, and children inherit it.
    /// </summary>
    /// <param name="builder">What <c>AddSecrets</c> hands over.</param>
    /// <param name="prefix">What each variable's name begins with and a reference leaves out, such as <c>ORDERS_</c>: others are then out of reach. Empty by default.</param>
    /// <param name="store">The name that references have.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="store"/> is no name of a store.</exception>
    public static SecretsBuilder AddEnvironment(this SecretsBuilder builder, string prefix = "", string store = "env", Action<SecretStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(prefix);
        return builder.Add(store, _ => new EnvironmentSecretProvider(prefix, Environment.GetEnvironmentVariable), configure);
    }
}
