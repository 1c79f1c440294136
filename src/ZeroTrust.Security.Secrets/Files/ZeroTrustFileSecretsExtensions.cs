using ZeroTrust.Security.Secrets;

namespace ZeroTrust.Security;

/// <summary>Reads secrets from files.</summary>
public static class ZeroTrustFileSecretsExtensions
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds the files of a directory, such as a mount of Kubernetes (<c>/etc/secrets</c>) or Docker (<c>/run/secrets</c>), as <c>secret://files/db-password</c>. A mount below the directory is a secret with a field
    /// for each file, all of one version: <c>secret://files/db#password</c>. They are read anew when the system tells of a change, and every 10 seconds.
    /// </summary>
    /// <param name="builder">What <c>AddSecrets</c> hands over.</param>
    /// <param name="directory">The directory. No name leads out of it, and no link.</param>
    /// <param name="files">Changes what is taken.</param>
    /// <param name="store">The name that references have.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="directory"/> is empty, or <paramref name="store"/> is no name of a store.</exception>
    public static SecretsBuilder AddFiles(
        this SecretsBuilder builder, string directory, Action<FileSecretsOptions>? files = null, string store = "files", Action<SecretStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        var options = new FileSecretsOptions();
        files?.Invoke(options);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        return builder.Add(store, _ => new FileSecretProvider(full, options), settings =>
        {
            settings.RefreshInterval = Poll;
            configure?.Invoke(settings);
        });
    }
}
