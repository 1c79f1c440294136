using System.Text;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Makes keys for the ring and opens those that are in it. A wrapped key is bound to its name, its algorithm and where it was made.</summary>
internal sealed class KeyForge(IKeyProtector protector, KeyRingSettings settings)
{
    public async ValueTask<StoredKey> MakeAsync(RingKeyState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var key = PrivateKey.Generate(settings.Algorithm);
        var made = new StoredKey(
            KeyThumbprint.Of(PrivateKey.PublicPartOf(key, settings.Algorithm)), settings.Algorithm, state, now, settings.IsDevelopment, default);
        return made with { ProtectedKey = await protector.ProtectAsync(key, ContextOf(made), cancellationToken).ConfigureAwait(false) };
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
            var key = await protector.UnprotectAsync(stored.ProtectedKey, ContextOf(stored), cancellationToken).ConfigureAwait(false);
            return Check(stored, key);
        }
        catch (Exception fault) when (fault is System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw new KeyRingStoreException(
                $"Key {stored.KeyId} of the key ring does not open. Give the key-encryption key it was wrapped with; the ring is left as it is.", fault);
        }
    }

    private static OpenedKey Check(StoredKey stored, Secret key)
    {
        using var _ = stored.State == RingKeyState.Active ? null : key;
        var publicPart = PrivateKey.PublicPartOf(key, stored.Algorithm);
        return string.Equals(KeyThumbprint.Of(publicPart), stored.KeyId, StringComparison.Ordinal)
            ? new(stored, publicPart, stored.State == RingKeyState.Active ? SigningKey.Create(stored.KeyId, stored.Algorithm, key) : null)
            : throw new KeyRingStoreException($"Key {stored.KeyId} of the key ring is another one than its name says.");
    }

    private static byte[] ContextOf(StoredKey key) =>
        Encoding.ASCII.GetBytes($"zerotrust-keyring\n{key.KeyId}\n{key.Algorithm}\n{(key.MadeInDevelopment ? "development" : "")}");
}
