using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <inheritdoc cref="IApiKeyProof"/>
internal sealed class ApiKeyProof : IApiKeyProof
{
    public bool Proves(ReadOnlySpan<char> proof, HeldApiKey held)
    {
        Span<byte> ascii = stackalloc byte[ApiKeyFormat.ProofLength];
        Span<byte> hash = stackalloc byte[ApiKeyVersion.HashBytes];
        _ = Encoding.ASCII.GetBytes(proof, ascii);
        held.Pepper.Hash(ascii, hash);
        var proves = CryptographicOperations.FixedTimeEquals(hash, held.Hash.Span);
        CryptographicOperations.ZeroMemory(ascii);
        return proves;
    }
}
