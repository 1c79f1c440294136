using System.Security.Cryptography;

namespace ZeroTrust.Security.Secrets.Development;

/// <summary>Reads secrets of a developer's machine, in Development alone.</summary>
/// <param name="store">The store.</param>
/// <param name="isDevelopment">Whether the service runs in Development.</param>
internal sealed class DevelopmentSecretProvider(DevelopmentSecretStore store, bool isDevelopment) : ISecretProvider
{
    public ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        return new(isDevelopment ? Read(request) : SecretResult.Refused("The store of a developer's machine is read in Development alone: add the store of this environment in its place."));
    }

    private SecretResult Read(SecretRequest request)
    {
        if (request.Version is not null)
        {
            return SecretResult.Missing("The store of a developer's machine keeps no versions.");
        }

        try
        {
            return store.Find(request.Name) is { } found ? SecretResult.Found(found) : SecretResult.Missing($"There is no such secret: zerotrust secrets set … {request.Name}");
        }
        catch (UnauthorizedAccessException)
        {
            return SecretResult.Refused("The files of the developer's store are another user's, or open to others: make the mode of the directories 0700 and of the files 0600.");
        }
        catch (IOException fault)
        {
            return SecretResult.Unavailable($"The file of secrets cannot be read ({fault.GetType().Name}).");
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException or ArgumentException)
        {
            return SecretResult.Malformed($"The file of secrets is damaged, or its key ring is another one ({fault.GetType().Name}). Set the secret again.");
        }
    }
}
