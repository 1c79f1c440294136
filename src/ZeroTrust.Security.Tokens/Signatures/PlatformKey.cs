using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>
/// A platform key with a hash of its own to use again: the platform looks its hash up and builds it for each one-shot digest, which
/// takes longer than hashing a token. For one thread at a time; a key whose use failed half-way is not used again.
/// </summary>
internal sealed class PlatformKey<TKey>(TKey key, HashAlgorithmName hash) : IDisposable
    where TKey : class, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(hash);

    // Room for the longest digest. On the stack it would be cleared each time.
    private readonly byte[] _digest = new byte[SHA512.HashSizeInBytes];

    public TKey Key { get; } = key;

    /// <summary>Hashes the text, and nothing of it remains.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The digest, until the next.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ReadOnlySpan<byte> Digest(ReadOnlySpan<byte> text)
    {
        _hash.AppendData(text);
        return _digest.AsSpan(0, _hash.GetHashAndReset(_digest));
    }

    public void Dispose()
    {
        Key.Dispose();
        _hash.Dispose();
    }
}
