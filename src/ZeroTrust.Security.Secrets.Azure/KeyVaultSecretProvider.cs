using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using ZeroTrust.Security.SecretTexts;

namespace ZeroTrust.Security.Secrets.Azure;

/// <summary>Reads secrets of one Azure Key Vault through the SDK's client: one call for each reading, and none again by itself.</summary>
internal sealed class KeyVaultSecretProvider(VaultClient client, TimeProvider clock) : ISecretProvider, IDisposable
{
    private const int MaxNameLength = 127;
    private const int MaxVersionLength = 64;
    private const int MaxVersions = 1000;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    public async ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsName(request.Name) || (request.Version is { } version && !IsVersion(version)))
        {
            return SecretResult.Missing("Key Vault has no secret and no version of such a name: 1 to 127 letters, digits and '-'.");
        }

        var (secret, problem) = await CallAsync(
            async secrets => (await secrets.GetSecretAsync(request.Name, request.Version, cancellationToken: cancellationToken).ConfigureAwait(false)).Value, cancellationToken).ConfigureAwait(false);
        return secret is null ? problem : Judge(secret, request);
    }

    public async ValueTask<SecretVersionList> ListVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        var request = new SecretRequest(name);
        if (!IsName(request.Name))
        {
            return SecretVersionList.Failed(SecretResult.Missing("Key Vault has no secret of such a name: 1 to 127 letters, digits and '-'."));
        }

        var (all, problem) = await CallAsync(secrets => ListAsync(secrets, request.Name, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (all is null)
        {
            return SecretVersionList.Failed(problem);
        }

        // The list has no order of its own. The newest one is in force.
        return all.Count == 0 ? SecretVersionList.Failed(SecretResult.Missing("Key Vault lists no version of such a secret."))
            : all.Count > MaxVersions ? SecretVersionList.Failed(SecretResult.Malformed($"Key Vault lists more than {MaxVersions} versions of the secret."))
            : SecretVersionList.Found([.. all.Where(static one => one.Enabled != false && one.Version is not null).OrderByDescending(static one => one.CreatedOn).Select(static one => new SecretVersionInfo(one.Version, one.CreatedOn))]);
    }

    public void Dispose() => client.Dispose();

    private static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    private static bool IsVersion(string version) => version.Length is > 0 and <= MaxVersionLength && !version.AsSpan().ContainsAnyExcept(VersionCharacters);

    private static async Task<List<SecretProperties>> ListAsync(SecretClient secrets, string name, CancellationToken cancellationToken)
    {
        var all = new List<SecretProperties>();
        await foreach (var one in secrets.GetPropertiesOfSecretVersionsAsync(name, cancellationToken).ConfigureAwait(false))
        {
            all.Add(one);
            if (all.Count > MaxVersions)
            {
                break;
            }
        }

        return all;
    }

    private async Task<(T? Answer, SecretResult Problem)> CallAsync<T>(Func<SecretClient, Task<T>> call, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return (await call(client.Secrets).ConfigureAwait(false), default);
        }
        catch (RequestFailedException fault)
        {
            if (fault.Status == 401)
            {
                client.Renew();
            }

            return (null, VaultError.Read(fault, clock));
        }
        catch (AuthenticationFailedException fault)
        {
            return (null, SecretResult.Unavailable($"There is no identity to ask Key Vault with ({fault.GetType().Name})."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, SecretResult.Unavailable("Key Vault did not answer in time."));
        }
#pragma warning disable CA1031 // What the SDK throws at an answer that it cannot read is of many kinds.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return (null, SecretResult.Malformed($"What answers under the vault's address is not this vault, or its answer is not of its form ({fault.GetType().Name})."));
        }
    }

    private SecretResult Judge(KeyVaultSecret secret, SecretRequest request)
    {
        var properties = secret.Properties;
        if (!string.Equals(secret.Name, request.Name, StringComparison.OrdinalIgnoreCase) || !string.Equals(secret.Id?.Host, client.Vault.Host, StringComparison.OrdinalIgnoreCase))
        {
            return SecretResult.Malformed("Key Vault answered with another secret than was asked for.");
        }

        if (properties.Version is not { Length: > 0 } version || (request.Version ?? version) != version)
        {
            return SecretResult.Malformed("Key Vault answered with another version than was asked for.");
        }

        // The vault hands out what is not valid yet and what has expired: to heed these is up to whoever asks. The end is heeded above.
        return properties.Enabled == false ? SecretResult.Refused("The version is disabled.")
            : properties.NotBefore > clock.GetUtcNow() ? SecretResult.Refused($"The version is not valid before {properties.NotBefore:u}.")
            : ReadValue(secret.Value ?? "", properties);
    }

    private static SecretResult ReadValue(string text, SecretProperties properties)
    {
        var value = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetMaxByteCount(text.Length), pinned: true);
        try
        {
            var length = Encoding.UTF8.GetBytes(text, value);
            return SecretText.Read(value.AsSpan(0, length), (fields, whole) => new(fields, whole)
            {
                Version = properties.Version,
                Sequence = properties.CreatedOn?.ToUnixTimeSeconds(),
                ExpiresAt = properties.ExpiresOn,
            });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }
}
