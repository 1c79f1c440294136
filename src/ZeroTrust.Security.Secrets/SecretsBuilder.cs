using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Secrets;

namespace ZeroTrust.Security;

/// <summary>Says which stores secrets come from. Packages add theirs as extension methods. Used while the service starts, by one thread.</summary>
public sealed class SecretsBuilder
{
    private readonly Action<SecretStoreRegistration> _add;

    internal SecretsBuilder(IServiceCollection services)
        : this(services, registration => services.AddSingleton(registration))
    {
    }

    internal SecretsBuilder(Action<SecretStoreRegistration> add)
        : this(new ServiceCollection(), add)
    {
    }

    private SecretsBuilder(IServiceCollection services, Action<SecretStoreRegistration> add) => (Services, _add) = (services, add);

    /// <summary>The services of the application under construction.</summary>
    /// <value>Never null.</value>
    public IServiceCollection Services { get; }

    /// <summary>Adds a store. The host does not start where two have the same name, or a setting cannot be.</summary>
    /// <param name="store">The name that references have: 1 to 32 of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</param>
    /// <param name="factory">Makes what reads it, once. It is disposed of when the service ends.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="store"/> is no such name.</exception>
    public SecretsBuilder Add(string store, Func<IServiceProvider, ISecretProvider> factory, Action<SecretStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Register(store, factory, [], configure);
    }

    /// <summary>Adds a name under which several stores are asked in their order, and the next one only where a secret is missing: one that refuses or does not answer is not passed over.</summary>
    /// <param name="store">The name that references have.</param>
    /// <param name="stores">The names of stores that are added too, the one that counts most first.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="store"/> is no such name, or there are no <paramref name="stores"/>.</exception>
    public SecretsBuilder AddChain(string store, IReadOnlyList<string> stores, Action<SecretStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(stores);
        return stores.Count > 0 ? Register(store, null, [.. stores], configure) : throw new ArgumentException("A chain names at least one store.", nameof(stores));
    }

    /// <summary>Names a secret that the service does not start without.</summary>
    /// <param name="reference">Such as <c>secret://vault/db/orders#password</c>.</param>
    /// <param name="needs">What needs it, for the message that stops the start.</param>
    /// <param name="fields">The fields that are needed, where the reference names none.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="FormatException"><paramref name="reference"/> is no reference.</exception>
    public SecretsBuilder Require(string reference, string needs = "the application", params ReadOnlySpan<string> fields)
    {
        Services.AddSingleton(new RequiredSecret(SecretRef.Parse(reference), needs) { Fields = fields.ToArray() });
        return this;
    }

    private SecretsBuilder Register(string store, Func<IServiceProvider, ISecretProvider>? factory, IReadOnlyList<string> chain, Action<SecretStoreOptions>? configure)
    {
        // What a reference cannot name is no store.
        _ = new SecretRef(store, "name");
        var options = new SecretStoreOptions();
        configure?.Invoke(options);
        _add(new(store, factory, chain, options));
        return this;
    }
}
