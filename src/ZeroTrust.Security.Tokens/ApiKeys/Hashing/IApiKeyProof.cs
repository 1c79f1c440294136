namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>The one place in which a presented secret meets a stored hash.</summary>
internal interface IApiKeyProof
{
    /// <summary>Whether a key's hash is the one that is held. The same work whatever the outcome.</summary>
    /// <param name="proof">The public id and the secret, in ASCII.</param>
    /// <param name="held">The version that has the public id, or the stand-in for one that nobody has.</param>
    bool Proves(ReadOnlySpan<char> proof, HeldApiKey held);
}
