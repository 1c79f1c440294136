using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Secrets;

/// <summary>Puts values in the place of the references that the sources before it hold. Stores are made here once more, since there is no container yet.</summary>
internal sealed class SecretSettingsSource(Action<SecretsBuilder> stores, SecretSettingsOptions options, Action<IServiceCollection>? configure = null) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var before = new ConfigurationRoot([.. builder.Sources.TakeWhile(source => !ReferenceEquals(source, this)).Select(source => source.Build(builder))]);
        var services = new ServiceCollection();
        configure?.Invoke(services);
        services.AddZeroTrustCore().AddSecrets(stores);
        return new SecretSettingsProvider(before, services.BuildServiceProvider(), options);
    }
}
