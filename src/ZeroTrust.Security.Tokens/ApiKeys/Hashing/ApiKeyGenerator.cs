using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Makes new keys. What is stored of one and what its holder presents part here.</summary>
internal sealed class ApiKeyGenerator(ApiKeyFormat format, Peppers peppers)
{
    public (ApiKeyVersion Version, Secret Text) Create(DateTimeOffset now, TimeSpan lifetime)
    {
        var publicId = RandomNumberGenerator.GetString(ApiKeyFormat.Alphabet, ApiKeyFormat.PublicIdLength);
        Span<char> text = stackalloc char[format.Length];
        Span<byte> proof = stackalloc byte[ApiKeyFormat.ProofLength];
        var hash = new byte[ApiKeyVersion.HashBytes];
        try
        {
            _ = Encoding.ASCII.GetBytes(format.Write(publicId, text), proof);
            peppers.Current.Hash(proof, hash);
            return (Describe(publicId, hash, now, lifetime), Secret.FromText(text));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(proof);
            text.Clear();
        }
    }

    private ApiKeyVersion Describe(string publicId, byte[] hash, DateTimeOffset now, TimeSpan lifetime) => new()
    {
        PublicId = publicId,
        Hash = hash,
        PepperName = peppers.Current.Name,
        CreatedAt = now,
        ExpiresAt = now + lifetime,
    };
}
