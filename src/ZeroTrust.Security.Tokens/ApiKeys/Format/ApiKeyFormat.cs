using System.Buffers;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>
/// The text of keys: <c>&lt;prefix&gt;_&lt;public id&gt;_&lt;secret&gt;_&lt;checksum&gt;</c>, of one length, with no dot in it. What was
/// never made here, or is mistyped, shows by the checksum, before anything is looked up.
/// </summary>
internal sealed class ApiKeyFormat(string prefix)
{
    public const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>95 bits.</summary>
    public const int PublicIdLength = 16;

    /// <summary>256 bits.</summary>
    public const int SecretLength = 43;

    /// <summary>What is hashed: the public id and the secret, so that a hash is good for its own version alone.</summary>
    public const int ProofLength = PublicIdLength + 1 + SecretLength;

    private const char Separator = '_';

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    private readonly string _start = prefix + Separator;

    public int Length { get; } = prefix.Length + 1 + ProofLength + 1 + ApiKeyChecksum.Length;

    public bool HasPrefix(ReadOnlySpan<char> text) => text.StartsWith(_start, StringComparison.Ordinal);

    public bool TryRead(ReadOnlySpan<char> text, out ApiKeyText key)
    {
        key = default;
        if (text.Length != Length || !HasPrefix(text))
        {
            return false;
        }

        var end = _start.Length + ProofLength;
        var proof = text[_start.Length..end];
        if (!IsProof(proof) || text[end] != Separator || !ApiKeyChecksum.Matches(text[..end], text[(end + 1)..]))
        {
            return false;
        }

        key = new(proof[..PublicIdLength], proof);
        return true;
    }

    /// <summary>Writes a key with a new secret, and returns its part that is hashed.</summary>
    public ReadOnlySpan<char> Write(ReadOnlySpan<char> publicId, Span<char> text)
    {
        var end = _start.Length + ProofLength;
        var proof = text[_start.Length..end];
        _start.CopyTo(text);
        publicId.CopyTo(proof);
        proof[PublicIdLength] = Separator;
        RandomNumberGenerator.GetItems(Alphabet, proof[(PublicIdLength + 1)..]);
        text[end] = Separator;
        ApiKeyChecksum.Write(text[..end], text[(end + 1)..]);
        return proof;
    }

    private static bool IsProof(ReadOnlySpan<char> proof) =>
        proof[PublicIdLength] == Separator
        && !proof[..PublicIdLength].ContainsAnyExcept(Characters)
        && !proof[(PublicIdLength + 1)..].ContainsAnyExcept(Characters);
}
