using System.Security.Cryptography;
using ZeroTrust.Security.Hashing;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Hashes lines: SHA-256, or HMAC-SHA-256 with a key. One object for all of them, since one-shot calls cost more. For one thread.
/// </summary>
internal sealed class LineHasher : IDisposable
{
    public const string Plain = "sha256";
    public const string Keyed = "hmac-sha256";

    private readonly ReusedHash? _plain;
    private readonly IncrementalHash? _keyed;

    /// <param name="key">The key; null for SHA-256 alone.</param>
    /// <param name="throughPlatform">Whether the platform is asked though the system could be.</param>
    public LineHasher(Secret? key, bool throughPlatform = false)
    {
        Name = key is null ? Plain : Keyed;
        if (key is not null)
        {
            _keyed = key.Reveal(0, static (bytes, _) => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, bytes));
        }
        else
        {
            _plain = new(HashAlgorithmName.SHA256, throughPlatform);
        }
    }

    /// <summary>What the segments' first lines call it.</summary>
    public string Name { get; }

    /// <summary>Writes the hash as 64 lower-case hexadecimal digits.</summary>
    public void Hash(ReadOnlySpan<byte> content, Span<byte> hex)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (_plain is not null)
        {
            _plain.Hash(content, digest);
        }
        else
        {
            _keyed!.AppendData(content);
            _keyed.GetHashAndReset(digest);
        }

        Convert.TryToHexStringLower(digest, hex, out _);
    }

    public void Dispose()
    {
        _plain?.Dispose();
        _keyed?.Dispose();
    }
}
