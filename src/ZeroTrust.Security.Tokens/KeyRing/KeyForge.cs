using System.Text;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Makes keys for the ring and opens those that are in it. A wrapped key is bound to its name, its algorithm and where it was made.</summary>
internal sealed class KeyForge(IKeyProtector protector, KeyRingSettings settings)
{
    public async ValueTask<StoredKey> MakeAsync(RingAlgorithm algorithm, RingKeyState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var key = PrivateKey.Generate(algorithm);
        var made = new StoredKey(
            KeyThumbprint.Of(PrivateKey.PublicPartOf(key, algorithm)), algorithm, state, now, settings.IsDevelopment, default);
        return made with { ProtectedKey = await protector.ProtectAsync(key, ContextOf(made), cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>The same key, wrapped as keys are wrapped now; null when it is already.</summary>
    /// <exception cref="KeyRingStoreException">The key does not open.</exception>
    public async ValueTask<StoredKey?> WrapAnewAsync(StoredKey stored, CancellationToken cancellationToken)
    {
        if (protector.IsCurrent(stored.ProtectedKey))
        {
            return null;
        }

        using var key = await UnwrapAsync(stored, cancellationToken).ConfigureAwait(false);
        return stored with { ProtectedKey = await protector.ProtectAsync(key, ContextOf(stored), cancellationToken).ConfigureAwait(false) };
    }

    /// <exception cref="KeyRingStoreException">The key does not open, is not what it is called, or was made in Development and this is not.</exception>
    public async ValueTask<OpenedKey> OpenAsync(StoredKey stored, CancellationToken cancellationToken)
    {
        if (stored.MadeInDevelopment && !settings.IsDevelopment)
        {
            throw new KeyRingStoreException($"Key {stored.KeyId} of the key ring was made in Development and signs nowhere else. Use another directory here.");
        }

        try
        {
            return Check(stored, await UnwrapAsync(stored, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception fault) when (fault is System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw DoesNotOpen(stored, fault);
        }
    }

    private static KeyRingStoreException DoesNotOpen(StoredKey stored, Exception fault) =>
        new($"Key {stored.KeyId} of the key ring does not open. Give the key-encryption key it was wrapped with; the ring is left as it is.", fault);

    private async ValueTask<Secret> UnwrapAsync(StoredKey stored, CancellationToken cancellationToken)
    {
        try
        {
            return await protector.UnprotectAsync(stored.ProtectedKey, ContextOf(stored), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw DoesNotOpen(stored, fault);
        }
    }

    private static OpenedKey Check(StoredKey stored, Secret key)
    {
        var works = stored.State == RingKeyState.Active || stored.Algorithm.IsForEncryption;
        using var _ = works ? null : key;
        var publicPart = PrivateKey.PublicPartOf(key, stored.Algorithm);
        return string.Equals(KeyThumbprint.Of(publicPart), stored.KeyId, StringComparison.Ordinal)
            ? works ? Work(stored, publicPart, key) : new(stored, publicPart)
            : throw new KeyRingStoreException($"Key {stored.KeyId} of the key ring is another one than its name says.");
    }

    private static OpenedKey Work(StoredKey stored, string publicPart, Secret key) => stored.Algorithm switch
    {
        { Signature: { } algorithm } => new(stored, publicPart, Signing: SigningKey.Create(stored.KeyId, algorithm, key)),
        { Curve: null } => new(stored, publicPart, Decryption: new RsaDecryptionKey(stored.KeyId, key)),
        _ => new(stored, publicPart, Decryption: new EcdhDecryptionKey(stored.KeyId, key)),
    };

    private static byte[] ContextOf(StoredKey key) =>
        Encoding.ASCII.GetBytes($"zerotrust-keyring\n{key.KeyId}\n{key.Algorithm}\n{(key.MadeInDevelopment ? "development" : "")}");
}
