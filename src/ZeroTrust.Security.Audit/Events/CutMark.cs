using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Audit.Events;

/// <summary>Stands behind a text that was cut, and says of what, so that two texts which begin alike are told apart. For one thread.</summary>
internal sealed class CutMark
{
    private const int ChunkChars = 256;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <returns>How many bytes it took: at most 110.</returns>
    public int Write(string text, Span<byte> to)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(text, digest);
        var length = Put("[cut of "u8, to);
        Utf8Formatter.TryFormat(text.Length, to[length..], out var written);
        length += written;
        length += Put(" characters, sha256 "u8, to[length..]);
        Convert.TryToHexStringLower(digest, to[length..], out written);
        length += written;
        return length + Put("]"u8, to[length..]);
    }

    private void Digest(string text, Span<byte> digest)
    {
        Span<byte> chunk = stackalloc byte[3 * ChunkChars];
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var taken = Math.Min(ChunkChars, rest.Length);
            taken -= taken < rest.Length && char.IsHighSurrogate(rest[taken - 1]) ? 1 : 0;
            _hash.AppendData(chunk[..Encoding.UTF8.GetBytes(rest[..taken], chunk)]);
            rest = rest[taken..];
        }

        _hash.GetHashAndReset(digest);
    }

    private static int Put(ReadOnlySpan<byte> part, Span<byte> to)
    {
        part.CopyTo(to);
        return part.Length;
    }
}
