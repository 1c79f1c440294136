namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>One public key that verifies signatures of exactly one algorithm. Immutable; threads may share it.</summary>
internal abstract class VerificationKey(string? keyId, SignatureAlgorithm algorithm) : KeySetKey(keyId)
{
    /// <summary>The one algorithm: what the key declares, or what the issuer's settings give to a key that declares none (RFC 7517 §4.4).</summary>
    public SignatureAlgorithm Algorithm { get; } = algorithm;

    /// <summary>Whether the signature over the signing input verifies. A signature of another length than the algorithm's is refused first. Never throws for any input.</summary>
    public abstract bool Verify(ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature);
}
