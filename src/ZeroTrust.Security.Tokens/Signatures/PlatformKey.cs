using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>
/// A platform key with a hash of its own to use again: the platform looks its hash up and builds it for each one-shot digest, which
/// takes longer than hashing a token. For one thread at a time; a key whose use failed half-way is not used again.
/// </summary>
internal sealed class PlatformKey<TKey>(TKey key, HashAlgorithmName hash) : IDisposable
    where TKey : class, IDisposable
{
    /// <summary>The longest digest: SHA-512.</summary>
    public const int MaxDigestBytes = 64;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(hash);

    public TKey Key { get; } = key;

    /// <summary>Hashes the text, and nothing of it remains.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">Room for the digest: <see cref="MaxDigestBytes"/>.</param>
    /// <returns>The digest, at the beginning of the room.</returns>
    public ReadOnlySpan<byte> Digest(ReadOnlySpan<byte> text, Span<byte> room)
    {
        _hash.AppendData(text);
        return room[.._hash.GetHashAndReset(room)];
    }

    public void Dispose()
    {
        Key.Dispose();
        _hash.Dispose();
    }
}
