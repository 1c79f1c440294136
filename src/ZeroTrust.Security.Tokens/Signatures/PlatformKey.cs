using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ZeroTrust.Security.Hashing;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>
/// A platform key with a hash of its own to use again. For one thread at a time; a key whose use failed half-way is not used again.
/// </summary>
internal sealed class PlatformKey<TKey>(TKey key, HashAlgorithmName hash) : IDisposable
    where TKey : class, IDisposable
{
    private readonly ReusedHash _hash = new(hash);

    // Room for the longest digest. On the stack it would be cleared each time.
    private readonly byte[] _digest = new byte[SHA512.HashSizeInBytes];

    public TKey Key { get; } = key;

    /// <summary>Hashes the text, and nothing of it remains.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The digest, until the next.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ReadOnlySpan<byte> Digest(ReadOnlySpan<byte> text) => _digest.AsSpan(0, _hash.Hash(text, _digest));

    public void Dispose()
    {
        Key.Dispose();
        _hash.Dispose();
    }
}
