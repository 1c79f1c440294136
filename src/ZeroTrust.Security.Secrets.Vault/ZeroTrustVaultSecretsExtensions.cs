using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ZeroTrust.Security.Secrets.Vault;

namespace ZeroTrust.Security;

/// <summary>Reads secrets from HashiCorp Vault or OpenBao.</summary>
public static class ZeroTrustVaultSecretsExtensions
{
    /// <summary>
    /// Adds a Vault, with one engine of key/value secrets (version 2) as a store: <c>secret://vault/db/orders#password</c> is the field <c>password</c> of <c>db/orders</c> below the mount. Names lead nowhere but there. What else is read from it
    /// shares its login and token.
    /// </summary>
    /// <param name="builder">What <c>AddSecrets</c> hands over.</param>
    /// <param name="address">Such as <c>https://vault.internal:8200</c>; http to a loopback address alone.</param>
    /// <param name="login">How this service proves itself.</param>
    /// <param name="vault">Changes what is not to stay at its default.</param>
    /// <param name="store">The name that references have, and the Vault.</param>
    /// <param name="configure">Changes how its secrets are kept fresh.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="store"/> is no name of a store.</exception>
    public static SecretsBuilder AddVault(
        this SecretsBuilder builder, Uri address, VaultLogin login, Action<VaultOptions>? vault = null, string store = "vault", Action<SecretStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(login);
        var options = new VaultOptions { Address = address, Login = login };
        vault?.Invoke(options);
        return Add(builder, options, store, configure);
    }

    /// <summary>Adds one more engine of key/value secrets (version 2) of a Vault, as a store of its own.</summary>
    /// <param name="builder">What <c>AddSecrets</c> hands over.</param>
    /// <param name="mount">The path of the engine.</param>
    /// <param name="store">The name that references have.</param>
    /// <param name="vault">The name that the Vault was added under.</param>
    /// <param name="configure">Changes how its secrets are kept fresh.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="store"/> is no name of a store.</exception>
    public static SecretsBuilder AddVaultKeyValues(this SecretsBuilder builder, string mount, string store, string vault = "vault", Action<SecretStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(mount);
        ArgumentNullException.ThrowIfNull(vault);
        builder.Services.AddSingleton(new VaultMountRegistration(vault, mount));
        return builder.Add(store, provider => new KeyValueProvider(VaultServices.SessionOf(provider, vault), mount, VaultServices.ClockOf(provider)), configure);
    }

    /// <summary>
    /// Adds an engine of a Vault that makes credentials under a lease, as a store: <c>secret://vault-db/orders</c> is a user name (<c>#username</c>) and a password (<c>#password</c>) made for this service by the role <c>orders</c>. They are
    /// renewed before two thirds of their life, made anew when Vault renews them no more, and taken back when the service ends.
    /// </summary>
    /// <param name="builder">What <c>AddSecrets</c> hands over.</param>
    /// <param name="mount">The path of the engine.</param>
    /// <param name="store">The name that references have.</param>
    /// <param name="vault">The name that the Vault was added under.</param>
    /// <param name="configure">Changes how its secrets are kept fresh.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="store"/> is no name of a store.</exception>
    public static SecretsBuilder AddVaultDatabase(this SecretsBuilder builder, string mount = "database", string store = "vault-db", string vault = "vault", Action<SecretStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(mount);
        ArgumentNullException.ThrowIfNull(vault);
        builder.Services.AddSingleton(new VaultMountRegistration(vault, mount));
        return builder.Add(store, provider => VaultServices.DatabaseOf(provider, vault, mount, store), configure);
    }

    /// <summary>Adds <see cref="IVaultTransit"/> over an engine <c>transit</c> of a Vault: keys that encrypt and sign, and do not leave it. Of several, each is had by its mount (<c>[FromKeyedServices("transit")]</c>), and the first without.</summary>
    /// <param name="builder">What <c>AddSecrets</c> hands over.</param>
    /// <param name="mount">The path of the engine.</param>
    /// <param name="vault">The name that the Vault was added under.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static SecretsBuilder AddVaultTransit(this SecretsBuilder builder, string mount = "transit", string vault = "vault")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(mount);
        ArgumentNullException.ThrowIfNull(vault);
        builder.Services.AddSingleton(new VaultMountRegistration(vault, mount));
        builder.Services.TryAddKeyedSingleton<IVaultTransit>(mount, (provider, _) => new VaultTransit(VaultServices.SessionOf(provider, vault), mount));
        builder.Services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IVaultTransit>(mount));
        return builder;
    }

    private static SecretsBuilder Add(SecretsBuilder builder, VaultOptions options, string store, Action<SecretStoreOptions>? configure)
    {
        // What a reference cannot name is no store.
        options.Name = new SecretRef(store, "name").Store;
        VaultServices.Add(builder.Services, options);
        return builder.Add(store, provider => new KeyValueProvider(VaultServices.SessionOf(provider, store), options.Mount, VaultServices.ClockOf(provider)), configure);
    }
}
