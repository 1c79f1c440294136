using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>
/// Wraps keys under the key-encryption key that a secret has at the moment, and opens those under the one before too. What is wrapped under that is wrapped anew by the ring, so that it can be retired.
/// Keys are wrapped and opened seldom: what is made of the secret for one is zeroed at once.
/// </summary>
internal sealed class LiveKeyProtector(ISecretHandle handle, KeyEncryptionKeyMetrics metrics) : IKeyProtector
{
    public async ValueTask<byte[]> ProtectAsync(Secret key, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default)
    {
        var version = await InForceAsync(cancellationToken).ConfigureAwait(false);
        using var protector = new AesGcmKeyProtector(KeyOf(version) ?? throw IsNoKey());
        return await protector.ProtectAsync(key, context, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<Secret> UnprotectAsync(ReadOnlyMemory<byte> protectedKey, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default)
    {
        var version = await InForceAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await OpenAsync(version, protectedKey, context, cancellationToken).ConfigureAwait(false);
        }
        catch (CryptographicException)
        {
            // Another process may have wrapped it under one that is not known here yet.
            if (await handle.ReplaceAsync(version, cancellationToken).ConfigureAwait(false) is not { } other)
            {
                throw;
            }

            return await OpenAsync(other, protectedKey, context, cancellationToken).ConfigureAwait(false);
        }
    }

    public bool IsCurrent(ReadOnlyMemory<byte> protectedKey)
    {
        // Without a key nothing can be wrapped anew, and what is open stays so.
        if (handle.Held is not { } held || KeyOf(held.Current) is not { } key)
        {
            return true;
        }

        using var protector = new AesGcmKeyProtector(key);
        return protector.IsUnderCurrent(protectedKey);
    }

    private static Secret? KeyOf(SecretVersion? version) =>
        version is { HasValue: true } ? version.Value.Reveal(0, static (bytes, _) => KeyEncryptionKeyFile.Parse(bytes)) : null;

    private async ValueTask<SecretVersion> InForceAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await handle.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SecretUnavailableException fault)
        {
            throw new KeyRingStoreException($"The key-encryption key cannot be had: {fault.Message}", fault);
        }
    }

    private async ValueTask<Secret> OpenAsync(SecretVersion version, ReadOnlyMemory<byte> protectedKey, ReadOnlyMemory<byte> context, CancellationToken cancellationToken)
    {
        var (current, previous) = (KeyOf(version), KeyOf(handle.Held?.Previous));
        using var protector = new AesGcmKeyProtector(current ?? previous ?? throw IsNoKey(), current is null ? null : previous);
        var key = await protector.UnprotectAsync(protectedKey, context, cancellationToken).ConfigureAwait(false);
        if (current is null || !protector.IsUnderCurrent(protectedKey))
        {
            metrics.UsedPrevious();
        }

        return key;
    }

    private CryptographicException IsNoKey() => new($"{handle.Reference} is no key-encryption key: 32 random bytes, or their base64 on one line.");
}
