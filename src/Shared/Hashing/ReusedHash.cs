using System.Security.Cryptography;

namespace ZeroTrust.Security.Hashing;

/// <summary>
/// A hash that is used again and again: the platform looks a hash up and builds it for each one-shot digest, which takes longer than hashing a
/// token. For one thread.
/// </summary>
internal sealed class ReusedHash : IDisposable
{
    private readonly SystemSha256? _system;
    private readonly IncrementalHash? _platform;

    /// <param name="algorithm">SHA-256, SHA-384 or SHA-512.</param>
    /// <param name="throughPlatform">Whether the platform is asked though the system could be.</param>
    public ReusedHash(HashAlgorithmName algorithm, bool throughPlatform = false)
    {
        if (algorithm == HashAlgorithmName.SHA256 && SystemSha256.IsAvailable && !throughPlatform)
        {
            _system = new();
        }
        else
        {
            _platform = IncrementalHash.CreateHash(algorithm);
        }
    }

    /// <summary>Hashes a text, and nothing of it remains.</summary>
    /// <param name="content">The text.</param>
    /// <param name="digest">Room for the digest.</param>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="CryptographicException">The system gave none.</exception>
    public int Hash(ReadOnlySpan<byte> content, Span<byte> digest)
    {
        if (_system is not null)
        {
            _system.Hash(content, digest);
            return SHA256.HashSizeInBytes;
        }

        _platform!.AppendData(content);
        return _platform.GetHashAndReset(digest);
    }

    public void Dispose()
    {
        _system?.Dispose();
        _platform?.Dispose();
    }
}
