namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>The parts of a text that has the form of a key.</summary>
/// <param name="publicId">By which it is found.</param>
/// <param name="proof">The public id and the secret: what is hashed.</param>
internal readonly ref struct ApiKeyText(ReadOnlySpan<char> publicId, ReadOnlySpan<char> proof)
{
    public ReadOnlySpan<char> PublicId { get; } = publicId;

    public ReadOnlySpan<char> Proof { get; } = proof;
}
