using System.Security.Cryptography;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Hashes lines: SHA-256, or HMAC-SHA-256 with a key. One object for all of them, since one-shot calls cost more. For one thread.
/// </summary>
internal sealed class LineHasher : IDisposable
{
    public const string Plain = "sha256";
    public const string Keyed = "hmac-sha256";

    private readonly SystemSha256? _system;
    private readonly IncrementalHash? _hash;

    /// <param name="key">The key; null for SHA-256 alone.</param>
    /// <param name="throughPlatform">Whether the platform is asked though the system could be.</param>
    public LineHasher(Secret? key, bool throughPlatform = false)
    {
        Name = key is null ? Plain : Keyed;
        if (key is not null)
        {
            _hash = key.Reveal(0, static (bytes, _) => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, bytes));
        }
        else if (SystemSha256.IsAvailable && !throughPlatform)
        {
            _system = new();
        }
        else
        {
            _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        }
    }

    /// <summary>What the segments' first lines call it.</summary>
    public string Name { get; }

    /// <summary>Writes the hash as 64 lower-case hexadecimal digits.</summary>
    public void Hash(ReadOnlySpan<byte> content, Span<byte> hex)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (_system is not null)
        {
            _system.Hash(content, digest);
        }
        else
        {
            _hash!.AppendData(content);
            _hash.GetHashAndReset(digest);
        }

        Convert.TryToHexStringLower(digest, hex, out _);
    }

    public void Dispose()
    {
        _system?.Dispose();
        _hash?.Dispose();
    }
}
