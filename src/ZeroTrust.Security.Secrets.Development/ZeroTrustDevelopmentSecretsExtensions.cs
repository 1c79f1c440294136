using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ZeroTrust.Security.Secrets.Development;

namespace ZeroTrust.Security;

/// <summary>Reads secrets of a developer's machine.</summary>
public static class ZeroTrustDevelopmentSecretsExtensions
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Adds the secrets that <c>zerotrust secrets set</c> keeps on a developer's machine. Give it the name of the store that it stands for, so that references are the same in each environment. Outside Development, or where the environment
    /// is not known, it refuses every secret. Read anew every 2 seconds.
    /// </summary>
    /// <param name="builder">What <c>AddSecrets</c> hands over.</param>
    /// <param name="application">The application, as the command has it: 1 to 64 lower-case ASCII letters, digits and <c>-</c>.</param>
    /// <param name="store">The name that references have.</param>
    /// <param name="directory">The directory of the file and of its key ring, as the command has it with <c>--directory</c>; null, the default, for <see cref="DevelopmentSecretStore.DefaultDirectory"/>.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="application"/> or <paramref name="store"/> is no such name.</exception>
    /// <exception cref="DirectoryNotFoundException">The user has no directory for settings, and none was given.</exception>
    public static SecretsBuilder AddDevelopmentSecrets(
        this SecretsBuilder builder, string application, string store = "development", string? directory = null, Action<SecretStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var secrets = new DevelopmentSecretStore(application, directory);
        return builder.Add(store, services => new DevelopmentSecretProvider(secrets, IsDevelopment(services)), settings =>
        {
            settings.RefreshInterval = Poll;
            configure?.Invoke(settings);
        });
    }

    // References in settings are resolved before there is a host: the variables say what it will say.
    private static bool IsDevelopment(IServiceProvider services) => string.Equals(
        services.GetService<IHostEnvironment>()?.EnvironmentName ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"),
        Environments.Development,
        StringComparison.OrdinalIgnoreCase);
}
