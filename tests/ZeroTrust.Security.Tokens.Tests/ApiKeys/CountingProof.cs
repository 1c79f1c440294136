using ZeroTrust.Security.Tokens.ApiKeys;

namespace ZeroTrust.Security.Tokens.Tests.ApiKeys;

/// <summary>Compares as the real one does, and counts how often and over how many bytes.</summary>
internal sealed class CountingProof : IApiKeyProof
{
    private readonly ApiKeyProof _proof = new();

    /// <summary>The length of the presented proof and of the held hash, for each compare.</summary>
    public List<(int Proof, int Hash)> Compares { get; } = [];

    public bool Proves(ReadOnlySpan<char> proof, HeldApiKey held)
    {
        Compares.Add((proof.Length, held.Hash.Length));
        return _proof.Proves(proof, held);
    }
}
