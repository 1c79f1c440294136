using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Secrets.Azure;

namespace ZeroTrust.Security;

/// <summary>Reads secrets from Azure Key Vault.</summary>
public static class ZeroTrustAzureSecretsExtensions
{
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Adds one vault of Azure, as <c>secret://azure/db-password</c>; a field, as in <c>secret://azure/db#password</c>, is a member of a value that is a JSON object. Azure bills for each call and throttles a vault as a whole: secrets are read anew
    /// every 5 minutes unless <paramref name="configure"/> says otherwise. The identity needs the role <c>Key Vault Secrets User</c>.
    /// </summary>
    /// <param name="builder">What <c>AddSecrets</c> hands over.</param>
    /// <param name="vault">The vault, such as <c>https://orders.vault.azure.net</c>: <c>https</c>, without a path.</param>
    /// <param name="credential">The identity to ask with, best one that names its kind, such as <c>ManagedIdentityCredential</c> or <c>WorkloadIdentityCredential</c>; null, the default, for the first that <c>DefaultAzureCredential</c> finds.</param>
    /// <param name="store">The name that references have.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="vault"/> is no such address, or <paramref name="store"/> is no name of a store.</exception>
    public static SecretsBuilder AddAzureKeyVault(
        this SecretsBuilder builder, Uri vault, TokenCredential? credential = null, string store = "azure", Action<SecretStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(vault);
        if (!VaultClient.IsVault(vault))
        {
            throw new ArgumentException("A vault is an address such as https://orders.vault.azure.net, without a path, a query or a user.", nameof(vault));
        }

        return builder.Add(
            store,
            services => new KeyVaultSecretProvider(new(vault, credential ?? VaultClient.DefaultCredential(), VaultClient.CreateHandler()), services.GetRequiredService<TimeProvider>()),
            settings =>
            {
                settings.RefreshInterval = Poll;
                configure?.Invoke(settings);
            });
    }
}
