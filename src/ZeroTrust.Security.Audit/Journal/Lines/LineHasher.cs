using System.Security.Cryptography;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Hashes lines: SHA-256, or HMAC-SHA-256 with a key. One object for all of them, which costs half of the platform's one-shot calls.
/// For one thread.
/// </summary>
internal sealed class LineHasher : IDisposable
{
    public const string Plain = "sha256";
    public const string Keyed = "hmac-sha256";

    private readonly IncrementalHash _hash;

    public LineHasher(Secret? key)
    {
        Name = key is null ? Plain : Keyed;
        _hash = key is null
            ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256)
            : key.Reveal(0, static (bytes, _) => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, bytes));
    }

    /// <summary>What the segments' first lines call it.</summary>
    public string Name { get; }

    /// <summary>Writes the hash as 64 lower-case hexadecimal digits.</summary>
    public void Hash(ReadOnlySpan<byte> content, Span<byte> hex)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.AppendData(content);
        _hash.GetHashAndReset(digest);
        Convert.TryToHexStringLower(digest, hex, out _);
    }

    public void Dispose() => _hash.Dispose();
}
