using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.TestTokens;

/// <summary>A real key that counts how often it is used.</summary>
internal sealed class CountingKey(VerificationKey key) : VerificationKey(key.KeyId, key.Algorithm)
{
    private int _uses;

    public int Uses => _uses;

    public override bool Verify(ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        Interlocked.Increment(ref _uses);
        return key.Verify(signingInput, signature);
    }
}
