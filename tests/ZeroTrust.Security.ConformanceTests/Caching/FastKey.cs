using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>A key whose signatures are keyed hashes: as bound to every byte as a real one, and made in a microsecond. Threads may share it.</summary>
internal sealed class FastKey(string keyId) : VerificationKey(keyId, SignatureAlgorithm.ES256)
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(64);

    public override bool Verify(ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        Span<byte> right = stackalloc byte[HMACSHA512.HashSizeInBytes];
        HMACSHA512.HashData(_secret, signingInput, right);
        return right.SequenceEqual(signature);
    }

    /// <summary>The compact token of a payload.</summary>
    public string Sign(string payload)
    {
        var header = Encode($$"""{"typ":"at+jwt","alg":"ES256","kid":"{{KeyId}}"}""");
        var input = $"{header}.{Encode(payload)}";
        return $"{input}.{Base64Url.EncodeToString(HMACSHA512.HashData(_secret, Encoding.ASCII.GetBytes(input)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
